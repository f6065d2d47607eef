package dev.llmops.template.syntax;

import dev.llmops.template.value.Failure;

/** The escapes in text literals, as Python has them. */
final class Escapes {
    private static final String LETTERS = "abfnrtv\\'\"\n";
    private static final String[] MEANINGS = {"\u0007", "\b", "\f", "\n", "\r", "\t", "\u000b", "\\", "'", "\"", ""};

    private Escapes() {}

    /** {@return {@code text} with its escapes replaced; what is no escape stays, backslash included} */
    static String resolve(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\\' && at < text.length()) {
                at = escape(text, at, out);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** {@return where the text goes on after the escape whose letter is at {@code at}} */
    private static int escape(String text, int at, StringBuilder out) {
        char letter = text.charAt(at);
        int known = LETTERS.indexOf(letter);
        if (known >= 0) {
            out.append(MEANINGS[known]);
            return at + 1;
        }
        return switch (letter) {
            case 'x' -> hex(text, at + 1, 2, out);
            case 'u' -> hex(text, at + 1, 4, out);
            case 'U' -> hex(text, at + 1, 8, out);
            case 'N' -> named(text, at + 1, out);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(text, at, out);
            default -> {
                out.append('\\').append(letter);
                yield at + 1;
            }
        };
    }

    private static int hex(String text, int at, int digits, StringBuilder out) {
        int end = at + digits;
        boolean valid =
                end <= text.length() && text.substring(at, end).chars().allMatch(c -> Character.digit(c, 16) >= 0);
        long point = valid ? Long.parseLong(text.substring(at, end), 16) : -1;
        if (point < 0 || point > Character.MAX_CODE_POINT) {
            throw Failure.of(
                    "A text has an escape that is not a character: \\x, \\u and \\U take 2, 4 and 8 hex digits");
        }
        out.appendCodePoint((int) point);
        return end;
    }

    private static int named(String text, int at, StringBuilder out) {
        int end = text.indexOf('}', at);
        if (!text.startsWith("{", at) || end < 0) {
            throw Failure.of("A text has a \\N without the name of a character in braces");
        }
        try {
            out.appendCodePoint(Character.codePointOf(text.substring(at + 1, end)));
        } catch (IllegalArgumentException e) {
            throw Failure.of("A text has a \\N with a name that no character has");
        }
        return end + 1;
    }

    private static int octal(String text, int at, StringBuilder out) {
        int end = at;
        int point = 0;
        while (end < text.length() && end < at + 3 && text.charAt(end) >= '0' && text.charAt(end) <= '7') {
            point = point * 8 + text.charAt(end++) - '0';
        }
        out.appendCodePoint(point);
        return end;
    }
}
