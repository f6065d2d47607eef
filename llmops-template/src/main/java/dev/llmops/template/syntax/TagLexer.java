package dev.llmops.template.syntax;

import dev.llmops.template.text.Characters;
import dev.llmops.template.text.WholeText;
import dev.llmops.template.value.Failure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the tokens inside one tag. */
final class TagLexer {
    private static final Pattern FLOAT = Pattern.compile(
            "(?<!\\.)(?:[0-9]+_)*[0-9]+(?:(?:\\.(?:[0-9]+_)*[0-9]+)?[eE][+-]?(?:[0-9]+_)*[0-9]+|\\.(?:[0-9]+_)*[0-9]+)");
    private static final Pattern INTEGER =
            Pattern.compile("0[bB](?:_?[0-1])+|0[oO](?:_?[0-7])+|0[xX](?:_?[0-9a-fA-F])+|[1-9](?:_?[0-9])*|0(?:_?0)*");
    private static final List<String> PAIRS = List.of("//", "**", "==", "!=", ">=", "<=");
    private static final String SINGLES = "-+/*%~[](){}<>=.:|,;";
    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    private final String source;
    private final Deque<Character> open = new ArrayDeque<>();
    private int at;
    private int line;

    TagLexer(String source, int at, int line) {
        this.source = source;
        this.at = at;
        this.line = line;
    }

    int position() {
        return at;
    }

    int line() {
        return line;
    }

    /** {@return whether no bracket is open, so that the tag may end} */
    boolean isBalanced() {
        return open.isEmpty();
    }

    /** {@return the next token; null for white space} */
    @Nullable Token next() {
        char c = source.charAt(at);
        if (Characters.isSpace(c)) {
            line += c == '\n' ? 1 : 0;
            at++;
            return null;
        } else if (c == '"' || c == '\'') {
            return string(c);
        }
        if (c >= '0' && c <= '9') {
            return number();
        } else if (isWord(source.codePointAt(at))) {
            return name();
        } else if (SINGLES.indexOf(c) >= 0 || c == '!') {
            return operator(c);
        }
        throw unexpected();
    }

    private Token number() {
        String text = match(FLOAT);
        if (text != null) {
            return new Token(Token.Type.FLOAT, text, Double.valueOf(text.replace("_", "")), line);
        }
        text = match(INTEGER);
        Object value = text == null ? null : WholeText.parse(text.toLowerCase(Locale.ROOT), 0);
        if (text == null || value == null) {
            throw Failure.of("A number has more digits than are allowed");
        }
        return new Token(Token.Type.INTEGER, text, value, line);
    }

    private static boolean isWord(int c) {
        return c == '_' || Character.isLetterOrDigit(c) || c > 0x7f && Character.isUnicodeIdentifierPart(c);
    }

    private Token operator(char c) {
        for (String pair : PAIRS) {
            if (source.startsWith(pair, at)) {
                at += 2;
                return new Token(Token.Type.OPERATOR, pair, line);
            }
        }
        if (c == '!') {
            throw unexpected();
        }
        at++;
        balance(c);
        return new Token(Token.Type.OPERATOR, String.valueOf(c), line);
    }

    private Failure unexpected() {
        return Failure.of("unexpected char '" + Character.toString(source.codePointAt(at)) + "' at " + at);
    }

    private @Nullable String match(Pattern pattern) {
        Matcher matcher = pattern.matcher(source).region(at, source.length()).useTransparentBounds(true);
        if (!matcher.lookingAt()) {
            return null;
        }
        at = matcher.end();
        return matcher.group();
    }

    private Token name() {
        int start = at;
        while (at < source.length() && isWord(source.codePointAt(at))) {
            at += Character.charCount(source.codePointAt(at));
        }
        String text = source.substring(start, at);
        if (Character.isDigit(text.codePointAt(0))) {
            throw Failure.of("Invalid character in identifier");
        }
        return new Token(Token.Type.NAME, text, line);
    }

    private void balance(char c) {
        if (OPENING.indexOf(c) >= 0) {
            open.push(CLOSING.charAt(OPENING.indexOf(c)));
        } else if (CLOSING.indexOf(c) >= 0) {
            if (open.isEmpty()) {
                throw Failure.of("unexpected '" + c + "'");
            } else if (open.pop() != c) {
                throw Failure.of("unexpected '" + c + "': another bracket is open");
            }
        }
    }

    private Token string(char quote) {
        int end = at + 1;
        while (end < source.length() && source.charAt(end) != quote) {
            end += source.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= source.length()) {
            throw Failure.of("unexpected char '" + quote + "' at " + at + ": the text does not end");
        }
        String written = source.substring(at + 1, end);
        Token token = new Token(Token.Type.STRING, Escapes.resolve(written), line);
        line += (int) written.chars().filter(c -> c == '\n').count();
        at = end + 1;
        return token;
    }
}
