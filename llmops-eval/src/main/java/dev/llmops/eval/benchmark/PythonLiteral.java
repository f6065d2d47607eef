package dev.llmops.eval.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads lists as Python writes them: {@code ['a', "it's", 3]}.
 *
 * <p>That is what a template gives that ends in a list. Elements are texts, numbers, True, False, None and lists.
 */
final class PythonLiteral {
    private final String text;
    private int at;

    private PythonLiteral(String text) {
        this.text = text;
    }

    /** {@return the elements of the list that {@code text} is; empty if it is none} */
    static Optional<List<@Nullable Object>> list(String text) {
        PythonLiteral literal = new PythonLiteral(text);
        try {
            literal.skipSpace();
            char open = literal.peek();
            if (open != '[' && open != '(') {
                return Optional.empty();
            }
            List<@Nullable Object> list = literal.elements(0);
            literal.skipSpace();
            return literal.at == text.length() ? Optional.of(list) : Optional.empty();
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private List<@Nullable Object> elements(int depth) throws Malformed {
        if (depth > 50) {
            throw new Malformed();
        }
        char close = next() == '[' ? ']' : ')';
        List<@Nullable Object> elements = new ArrayList<>();
        skipSpace();
        while (peek() != close) {
            elements.add(value(depth));
            skipSpace();
            if (peek() == ',') {
                at++;
                skipSpace();
            } else if (peek() != close) {
                throw new Malformed();
            }
        }
        at++;
        return elements;
    }

    private @Nullable Object value(int depth) throws Malformed {
        char c = peek();
        if (c == '\'' || c == '"') {
            return string();
        }
        if (c == '[' || c == '(') {
            return elements(depth + 1);
        }
        int start = at;
        while (at < text.length() && "',\"[]() \n\t".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return word(text.substring(start, at));
    }

    private static @Nullable Object word(String word) throws Malformed {
        switch (word) {
            case "None":
                return null;
            case "True":
                return true;
            case "False":
                return false;
            default:
                try {
                    return word.matches("[-+]?[0-9]{1,9}") ? (Object) Integer.valueOf(word) : Double.valueOf(word);
                } catch (NumberFormatException e) {
                    throw new Malformed();
                }
        }
    }

    private String string() throws Malformed {
        char quote = next();
        StringBuilder string = new StringBuilder();
        while (peek() != quote) {
            char c = next();
            if (c == '\\') {
                escape(string);
            } else if (c == '\n') {
                throw new Malformed();
            } else {
                string.append(c);
            }
        }
        at++;
        return string.toString();
    }

    private void escape(StringBuilder string) throws Malformed {
        char c = next();
        switch (c) {
            case 'n' -> string.append('\n');
            case 't' -> string.append('\t');
            case 'r' -> string.append('\r');
            case 'a' -> string.append('\u0007');
            case 'b' -> string.append('\b');
            case 'f' -> string.append('\f');
            case 'v' -> string.append('\u000B');
            case '\\', '\'', '"' -> string.append(c);
            case 'x' -> string.appendCodePoint(digits(2));
            case 'u' -> string.appendCodePoint(digits(4));
            case 'U' -> string.appendCodePoint(digits(8));
            case '\n' -> {
                // A line that goes on.
            }
            default -> string.append('\\').append(c);
        }
    }

    private int digits(int count) throws Malformed {
        if (at + count > text.length()) {
            throw new Malformed();
        }
        try {
            int codePoint = Integer.parseInt(text, at, at + count, 16);
            if (!Character.isValidCodePoint(codePoint)) {
                throw new Malformed();
            }
            at += count;
            return codePoint;
        } catch (NumberFormatException e) {
            throw new Malformed();
        }
    }

    private char peek() throws Malformed {
        if (at >= text.length()) {
            throw new Malformed();
        }
        return text.charAt(at);
    }

    private char next() throws Malformed {
        char c = peek();
        at++;
        return c;
    }

    private void skipSpace() {
        while (at < text.length() && PythonRegex.isSpace(text.charAt(at))) {
            at++;
        }
    }

    private static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed() {
            super("no list of Python", null, false, false);
        }
    }
}
