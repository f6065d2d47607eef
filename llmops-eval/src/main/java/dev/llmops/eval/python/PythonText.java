package dev.llmops.eval.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What Python's {@code str} does, which the reference tools are written in.
 *
 * <p>Neither {@code \s} nor {@link Character#isWhitespace(int)} nor {@link String#strip()} is the same white space, and
 * the word boundaries of Java's regular expressions changed with JDK 19.
 */
public final class PythonText {
    /** White space, for use inside the brackets of a regular expression. */
    public static final String SPACES =
            "\\x09-\\x0d\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

    private PythonText() {}

    /** {@return whether {@code str.split()} takes {@code codePoint} for white space} */
    public static boolean isSpace(int codePoint) {
        if (codePoint < 0x80) {
            return codePoint == ' ' || codePoint >= 0x09 && codePoint <= 0x0D || codePoint >= 0x1C && codePoint <= 0x1F;
        }
        return switch (codePoint) {
            case 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
            default -> codePoint >= 0x2000 && codePoint <= 0x200A;
        };
    }

    /** {@return whether {@code str.isalnum()} or an underscore: what {@code \w} matches} */
    public static boolean isWord(int codePoint) {
        if (codePoint < 0x80) {
            return codePoint == '_'
                    || codePoint >= '0' && codePoint <= '9'
                    || codePoint >= 'A' && codePoint <= 'Z'
                    || codePoint >= 'a' && codePoint <= 'z';
        }
        return switch (Character.getType(codePoint)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER -> true;
            default -> false;
        };
    }

    /** {@return the pieces between white space, as {@code str.split()} gives them} */
    public static List<String> split(String text) {
        List<String> pieces = new ArrayList<>();
        int start = -1;
        for (int i = 0; i < text.length(); i++) {
            // Every white space character is a single UTF-16 unit.
            if (isSpace(text.charAt(i))) {
                if (start >= 0) {
                    pieces.add(text.substring(start, i));
                    start = -1;
                }
            } else if (start < 0) {
                start = i;
            }
        }
        if (start >= 0) {
            pieces.add(text.substring(start));
        }
        return pieces;
    }

    /** {@return {@code text} without white space at its end, as {@code str.rstrip()} gives it} */
    public static String stripEnd(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    /** {@return {@code text} without white space at both ends, as {@code str.strip()} gives it} */
    public static String strip(String text) {
        String stripped = stripEnd(text);
        int start = 0;
        while (start < stripped.length() && isSpace(stripped.charAt(start))) {
            start++;
        }
        return stripped.substring(start);
    }

    /** {@return {@code text} without the 32 marks of {@code string.punctuation}} */
    public static String withoutPunctuation(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (!isPunctuation(text.charAt(i))) {
                kept.append(text.charAt(i));
            }
        }
        return kept.toString();
    }

    /** {@return whether {@code c} is one of the 32 marks of {@code string.punctuation}} */
    private static boolean isPunctuation(int c) {
        return c >= '!' && c <= '/' || c >= ':' && c <= '@' || c >= '[' && c <= '`' || c >= '{' && c <= '~';
    }

    /** {@return {@code text} in lower case, as {@code str.lower()} of Unicode 14 gives it} */
    public static String lower(String text) {
        int sigma = text.indexOf('\u03A3');
        if (sigma < 0) {
            return lowerPlain(text);
        }
        // Java finds the ends of words by other rules.
        StringBuilder lower = new StringBuilder(text.length());
        int start = 0;
        while (sigma >= 0) {
            lower.append(lowerPlain(text.substring(start, sigma))).append(isFinal(text, sigma) ? '\u03C2' : '\u03C3');
            start = sigma + 1;
            sigma = text.indexOf('\u03A3', start);
        }
        return lower.append(lowerPlain(text.substring(start))).toString();
    }

    private static boolean isFinal(String text, int sigma) {
        int before = sigma;
        while (before > 0 && isCaseIgnorable(text.codePointBefore(before))) {
            before -= Character.charCount(text.codePointBefore(before));
        }
        if (before == 0 || !isCased(text.codePointBefore(before))) {
            return false;
        }
        int behind = sigma + 1;
        while (behind < text.length() && isCaseIgnorable(text.codePointAt(behind))) {
            behind += Character.charCount(text.codePointAt(behind));
        }
        return behind == text.length() || !isCased(text.codePointAt(behind));
    }

    private static boolean isCased(int codePoint) {
        return Character.isLowerCase(codePoint) || Character.isUpperCase(codePoint) || Character.isTitleCase(codePoint);
    }

    /** {@return whether Unicode looks past {@code codePoint} when it asks for the case of its neighbours} */
    private static boolean isCaseIgnorable(int codePoint) {
        return switch (codePoint) {
            case '\'', '.', ':', 0xB7, 0x387, 0x55F, 0x5F4, 0x2018, 0x2019, 0x2024, 0x2027 -> true;
            case 0xFE13, 0xFE52, 0xFE55, 0xFF07, 0xFF0E, 0xFF1A -> true;
            default ->
                switch (Character.getType(codePoint)) {
                    case Character.NON_SPACING_MARK,
                            Character.ENCLOSING_MARK,
                            Character.FORMAT,
                            Character.MODIFIER_LETTER,
                            Character.MODIFIER_SYMBOL -> true;
                    default -> false;
                };
        };
    }

    private static String lowerPlain(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i < lower.length(); i++) {
            // The first letter that Unicode 14 added; JDK 17 knows Unicode 13.
            if (lower.charAt(i) >= 0x2C2F) {
                return lower.codePoints()
                        .map(PythonText::lowerOfUnicode14)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
            }
        }
        return lower;
    }

    private static int lowerOfUnicode14(int codePoint) {
        return switch (codePoint) {
            case 0x2C2F -> 0x2C5F;
            case 0xA7C0, 0xA7D0, 0xA7D6, 0xA7D8 -> codePoint + 1;
            case 0x1057B, 0x1058B, 0x10593 -> codePoint;
            default -> codePoint >= 0x10570 && codePoint <= 0x10595 ? codePoint + 0x27 : codePoint;
        };
    }
}
