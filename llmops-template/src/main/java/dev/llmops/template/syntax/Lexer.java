package dev.llmops.template.syntax;

import dev.llmops.template.TemplateException;
import dev.llmops.template.text.Characters;
import dev.llmops.template.text.Splitting;
import dev.llmops.template.value.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a source into data and tags, and applies what tags say about the white space around them. */
final class Lexer {
    private static final Pattern RAW =
            Pattern.compile("\\{%[-+]?\\s*raw\\s*(?:-%}\\s*|%})", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern END_RAW =
            Pattern.compile("\\{%([-+]?)\\s*endraw\\s*(\\+%}|-%}\\s*|%})", Pattern.UNICODE_CHARACTER_CLASS);

    private final String source;
    private final Whitespace whitespace;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private boolean lineStarts = true;

    private Lexer(String source, Whitespace whitespace) {
        this.source = source;
        this.whitespace = whitespace;
    }

    /** {@return the tokens of {@code source}, the last of them the end} */
    static List<Token> tokens(String source, Whitespace whitespace) {
        String normal = source.replace("\r\n", "\n").replace('\r', '\n');
        boolean shortened = normal.endsWith("\n") && !whitespace.keepLast();
        return new Lexer(shortened ? normal.substring(0, normal.length() - 1) : normal, whitespace).all();
    }

    private List<Token> all() {
        while (at < source.length()) {
            int tag = nextTag();
            if (tag < 0) {
                data(source.substring(at));
                advance(source.length());
            } else {
                tag(tag);
            }
        }
        tokens.add(new Token(Token.Type.END, "", line));
        return tokens;
    }

    private int nextTag() {
        int brace = source.indexOf('{', at);
        while (brace >= 0 && brace + 1 < source.length()) {
            char kind = source.charAt(brace + 1);
            if (kind == '{' || kind == '%' || kind == '#') {
                return brace;
            }
            brace = source.indexOf('{', brace + 1);
        }
        return -1;
    }

    private char charAt(int index) {
        return index < source.length() ? source.charAt(index) : 0;
    }

    private void data(String text) {
        if (!text.isEmpty()) {
            tokens.add(new Token(Token.Type.DATA, text, line));
        }
    }

    /** Goes on to {@code index}, counting lines. */
    private void advance(int index) {
        for (int i = at; i < index; i++) {
            line += source.charAt(i) == '\n' ? 1 : 0;
        }
        lineStarts = index > at ? source.charAt(index - 1) == '\n' : lineStarts;
        at = index;
    }

    private void tag(int start) {
        char kind = source.charAt(start + 1);
        char sign = charAt(start + 2);
        data(before(source.substring(at, start), sign, kind != '{'));
        advance(start);
        if (kind == '#') {
            comment();
            return;
        }
        Matcher raw = RAW.matcher(source).region(start, source.length());
        if (kind == '%' && raw.lookingAt()) {
            advance(raw.end());
            raw();
            return;
        }
        boolean print = kind == '{';
        tokens.add(new Token(print ? Token.Type.PRINT_BEGIN : Token.Type.BLOCK_BEGIN, "", line));
        advance(start + (sign == '-' || sign == '+' ? 3 : 2));
        inside(print);
    }

    /** {@return {@code text}, which stands before a tag, without the white space that goes with the tag} */
    private String before(String text, char sign, boolean statement) {
        if (sign == '-') {
            return Splitting.strip(text, Characters::isSpace, false, true);
        } else if (sign == '+' || !statement || !whitespace.lstrip()) {
            return text;
        }
        int lineStart = text.lastIndexOf('\n') + 1;
        boolean blank = Splitting.bySpace(text.substring(lineStart), 1).isEmpty();
        return blank && (lineStart > 0 || lineStarts) ? text.substring(0, lineStart) : text;
    }

    private void comment() {
        int end = source.indexOf("#}", at + 2);
        if (end < 0) {
            throw new TemplateException("Missing end of comment tag", line);
        }
        char sign = end > at + 2 ? source.charAt(end - 1) : 0;
        advance(after(end + 2, sign));
    }

    /** {@return where the source goes on after a statement or comment that ends at {@code end}} */
    private int after(int end, char sign) {
        int next = end;
        if (sign == '-') {
            while (next < source.length() && Characters.isSpace(source.charAt(next))) {
                next++;
            }
        } else if (sign != '+' && whitespace.trim() && charAt(next) == '\n') {
            next++;
        }
        return next;
    }

    private void raw() {
        Matcher end = END_RAW.matcher(source).region(at, source.length());
        if (!end.find()) {
            throw new TemplateException("Missing end of raw directive", line);
        }
        String sign = end.group(1);
        data(before(source.substring(at, end.start()), sign.isEmpty() ? 0 : sign.charAt(0), true));
        advance(after(end.end(), end.group(2).charAt(0)));
    }

    private void inside(boolean print) {
        TagLexer tag = new TagLexer(source, at, line);
        while (true) {
            int end = tag.isBalanced() ? end(tag.position(), print) : -1;
            if (end >= 0) {
                advance(tag.position());
                tokens.add(new Token(print ? Token.Type.PRINT_END : Token.Type.BLOCK_END, "", line));
                advance(end);
                return;
            } else if (tag.position() >= source.length()) {
                advance(source.length());
                return;
            }
            try {
                Token token = tag.next();
                if (token != null) {
                    tokens.add(token);
                }
            } catch (Failure failure) {
                throw new TemplateException(failure.problem(), tag.line());
            }
        }
    }

    /** {@return where the source goes on if the tag ends at {@code index}; -1 if it does not} */
    private int end(int index, boolean print) {
        char sign = charAt(index);
        boolean signed = sign == '-' || sign == '+' && !print;
        int mark = signed ? index + 1 : index;
        if (!source.startsWith(print ? "}}" : "%}", mark)) {
            return -1;
        }
        if (print) {
            return signed ? after(mark + 2, '-') : mark + 2;
        }
        return after(mark + 2, signed ? sign : 0);
    }
}
