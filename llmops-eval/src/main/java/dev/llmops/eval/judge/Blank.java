package dev.llmops.eval.judge;

import java.util.Locale;

/** White space as the tools that read answers of judges see it: that of Python, not that of Java. */
final class Blank {
    /** The characters, for use inside the brackets of a regular expression. */
    static final String CLASS =
            "\\x09-\\x0d\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

    private Blank() {}

    /** {@return whether {@code c} is white space; all such characters are single UTF-16 units} */
    static boolean is(char c) {
        if (c < 0x80) {
            return c == ' ' || c >= 0x09 && c <= 0x0D || c >= 0x1C && c <= 0x1F;
        }
        return switch (c) {
            case 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
            default -> c >= 0x2000 && c <= 0x200A;
        };
    }

    /** {@return {@code text} without white space at both ends} */
    static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && is(text.charAt(start))) {
            start++;
        }
        while (end > start && is(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** {@return {@code text} in small letters, without white space at both ends} */
    static String plain(String text) {
        return strip(text).toLowerCase(Locale.ROOT);
    }
}
