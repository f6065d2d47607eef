package dev.llmops.template.syntax;

import dev.llmops.template.text.Characters;
import dev.llmops.template.text.WholeText;
import dev.llmops.template.value.Failure;
import dev.llmops.template.value.None;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the tokens inside one tag. */
final class TagLexer {
    private static final Pattern FLOAT = Pattern.compile(
            "(?<!\\.)(?:[0-9]+_)*[0-9]+(?:(?:\\.(?:[0-9]+_)*[0-9]+)?[eE][+-]?(?:[0-9]+_)*[0-9]+|\\.(?:[0-9]+_)*[0-9]+)");
    private static final Pattern INTEGER = Pattern.compile(
            "0[bB](?:_?[0-1])+|0[oO](?:_?[0-7])+|0[xX](?:_?[0-9a-fA-F])+|[1-9](?:_?[0-9])*|0(?:_?0)*");
    private static final Pattern NAME = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern OPERATOR = Pattern.compile("//|\\*\\*|==|!=|>=|<=|[-+/*%~\\[\\](){}<>=.:|,;]");
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
        String text;
        if ((text = match(FLOAT)) != null) {
            return new Token(Token.Type.FLOAT, text, Double.valueOf(text.replace("_", "")), line);
        } else if ((text = match(INTEGER)) != null) {
            Object value = WholeText.parse(text.toLowerCase(Locale.ROOT), 0);
            return new Token(Token.Type.INTEGER, text, value == null ? None.NONE : value, line);
        } else if ((text = match(NAME)) != null) {
            return name(text);
        } else if ((text = match(OPERATOR)) != null) {
            balance(text.charAt(0));
            return new Token(Token.Type.OPERATOR, text, line);
        }
        throw Failure.of("unexpected char '" + Character.toString(source.codePointAt(at)) + "' at " + at);
    }

    private @Nullable String match(Pattern pattern) {
        Matcher matcher = pattern.matcher(source).region(at, source.length()).useTransparentBounds(true);
        if (!matcher.lookingAt()) {
            return null;
        }
        at = matcher.end();
        return matcher.group();
    }

    private Token name(String text) {
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
