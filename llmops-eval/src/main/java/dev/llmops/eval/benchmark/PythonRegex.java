package dev.llmops.eval.benchmark;

import dev.llmops.api.InvalidInputException;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions of Python, for Java's engine.
 *
 * <p>White space, line ends, word characters and digits are Python's, named groups are rewritten. What Java's engine
 * cannot do (conditional groups, fuzzy matching) is refused when it is compiled.
 */
final class PythonRegex {
    /** What {@code \s} matches, for use inside a class. */
    static final String SPACE =
            "\\x09-\\x0D\\x1C-\\x20\\x85\\xA0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000";

    private static final int FLAGS = Pattern.UNIX_LINES | Pattern.UNICODE_CASE;

    private PythonRegex() {}

    /** {@return whether {@code \s} matches {@code c}} */
    static boolean isSpace(char c) {
        return c >= 0x09 && c <= 0x0D
                || c >= 0x1C && c <= 0x20
                || c == 0x85
                || c == 0xA0
                || c == 0x1680
                || c >= 0x2000 && c <= 0x200A
                || c == 0x2028
                || c == 0x2029
                || c == 0x202F
                || c == 0x205F
                || c == 0x3000;
    }

    /**
     * {@return {@code regex} compiled}
     *
     * @throws InvalidInputException if Java's engine does not know it
     */
    static Pattern compile(String regex) {
        try {
            return Pattern.compile(new Translation(regex).translate(), FLAGS);
        } catch (PatternSyntaxException e) {
            throw new InvalidInputException(
                    "regex",
                    "not a regular expression that can be used here: " + e.getDescription() + " near index "
                            + e.getIndex());
        }
    }

    /** Walks once over an expression. */
    private static final class Translation {
        private final String regex;
        private final StringBuilder out = new StringBuilder();
        private int at;
        private boolean inClass;

        Translation(String regex) {
            this.regex = regex;
        }

        String translate() {
            while (at < regex.length()) {
                char c = regex.charAt(at);
                if (c == '\\' && at + 1 < regex.length()) {
                    escape(regex.charAt(at + 1));
                    at += 2;
                } else if (inClass) {
                    inClass(c);
                } else {
                    outside(c);
                }
            }
            return out.toString();
        }

        private void escape(char c) {
            switch (c) {
                case 's' -> out.append(inClass ? SPACE : "[" + SPACE + "]");
                case 'S' -> out.append("[^" + SPACE + "]");
                case 'd' -> out.append("\\p{Nd}");
                case 'D' -> out.append("\\P{Nd}");
                case 'w' -> out.append(inClass ? "\\p{L}\\p{N}_" : "[\\p{L}\\p{N}_]");
                case 'W' -> out.append("[^\\p{L}\\p{N}_]");
                case 'Z' -> out.append("\\z");
                case 'b' ->
                    out.append(
                            inClass
                                    ? "\\x08"
                                    : "(?:(?<=[\\p{L}\\p{N}_])(?![\\p{L}\\p{N}_])|(?<![\\p{L}\\p{N}_])(?=[\\p{L}\\p{N}_]))");
                default -> out.append('\\').append(c);
            }
        }

        private void inClass(char c) {
            if (c == ']') {
                inClass = false;
            } else if (c == '[' || c == '&') {
                // Java nests and intersects classes there; Python takes both as they are.
                out.append('\\');
            }
            out.append(c);
            at++;
        }

        private void outside(char c) {
            if (regex.startsWith("(?P<", at)) {
                out.append("(?<");
                at += 4;
            } else if (regex.startsWith("(?P=", at)) {
                int end = regex.indexOf(')', at);
                out.append("\\k<").append(regex, at + 4, Math.max(at + 4, end)).append('>');
                at = end < 0 ? regex.length() : end + 1;
            } else if (c == '[') {
                openClass();
            } else {
                out.append(c);
                at++;
            }
        }

        private void openClass() {
            inClass = true;
            out.append('[');
            at++;
            if (at < regex.length() && regex.charAt(at) == '^') {
                out.append('^');
                at++;
            }
            if (at < regex.length() && regex.charAt(at) == ']') {
                // The first bracket of a class is one of its characters.
                out.append("\\]");
                at++;
            }
        }
    }
}
