package dev.llmops.template.text;

import java.util.Locale;
import java.util.function.IntPredicate;

/** Classes of characters, and changes of case, as Python has them. */
public final class Characters {
    /** Han characters that stand for numbers: zero to ten, hundred, thousand, ten thousand. */
    private static final String HAN_NUMBERS =
            "\u3007\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u767e\u5343\u4e07\u842c";

    private Characters() {}

    /** {@return whether {@code c} is white space} */
    public static boolean isSpace(int c) {
        return switch (c) {
            case ' ', '\t', '\n', 0x0b, '\f', '\r', 0x1c, 0x1d, 0x1e, 0x1f, 0x85, 0xa0, 0x1680 -> true;
            case 0x2028, 0x2029, 0x202f, 0x205f, 0x3000 -> true;
            default -> c >= 0x2000 && c <= 0x200a;
        };
    }

    /** {@return whether {@code c} ends a line} */
    public static boolean isLineEnd(int c) {
        return switch (c) {
            case '\n', '\r', 0x0b, '\f', 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029 -> true;
            default -> false;
        };
    }

    /** {@return whether {@code c} is a decimal digit or another sign that stands for one, such as a superscript} */
    public static boolean isDigit(int c) {
        return Character.isDigit(c)
                || c == 0xb2
                || c == 0xb3
                || c == 0xb9
                || c >= 0x2070 && c <= 0x2079 && c != 0x2071 && c != 0x2072 && c != 0x2073
                || c >= 0x2080 && c <= 0x2089
                || c >= 0x2460 && c <= 0x2468;
    }

    /** {@return whether {@code c} has a value as a number} */
    public static boolean isNumeric(int c) {
        int type = Character.getType(c);
        return isDigit(c)
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER
                || HAN_NUMBERS.indexOf(c) >= 0;
    }

    /** {@return whether {@code c} is a letter, and not a mark or a number} */
    public static boolean isLetter(int c) {
        return Character.isLetter(c);
    }

    /** {@return whether {@code text} is not empty and {@code each} of its characters is such} */
    public static boolean all(String text, IntPredicate each) {
        return !text.isEmpty() && text.codePoints().allMatch(each);
    }

    /** {@return whether letters in {@code text} with a case are all of the wanted one, and there is one} */
    public static boolean allCased(String text, boolean upper) {
        boolean found = false;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (upper ? Character.isLowerCase(c) : Character.isUpperCase(c)) {
                return false;
            } else if (Character.isTitleCase(c)) {
                return false;
            }
            found |= upper ? Character.isUpperCase(c) : Character.isLowerCase(c);
        }
        return found;
    }

    /** {@return whether every word of {@code text} begins with a capital, the only one in it} */
    public static boolean isTitle(String text) {
        boolean inWord = false;
        boolean found = false;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (Character.isUpperCase(c) || Character.isTitleCase(c)) {
                if (inWord) {
                    return false;
                }
                inWord = true;
                found = true;
            } else if (Character.isLowerCase(c)) {
                if (!inWord) {
                    return false;
                }
            } else {
                inWord = false;
            }
        }
        return found;
    }

    private static boolean isCased(int c) {
        return Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
    }

    /** {@return {@code text} in capitals} */
    public static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    /** {@return {@code text} without differences of case: each character as the small form of its capital} */
    public static String folded(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> upper(Character.toString(c))
                        .codePoints()
                        .forEach(upper -> out.append(lower(Character.toString(upper)))));
        return out.toString();
    }

    /** {@return {@code text} in small letters} */
    public static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** {@return {@code text} with a capital first and small letters after} */
    public static String capitalize(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = text.offsetByCodePoints(0, 1);
        return titled(text.codePointAt(0)) + lower(text.substring(first));
    }

    // A letter without a title case of its own, such as the German sharp s, becomes two.
    private static String titled(int c) {
        int title = Character.toTitleCase(c);
        if (title != c || Character.isTitleCase(c)) {
            return Character.toString(title);
        }
        String upper = upper(Character.toString(c));
        return upper.length() == 1 ? upper : upper.charAt(0) + lower(upper.substring(1));
    }

    /** {@return {@code text} with every word as {@link #capitalize} has it; a word is a run of letters with case} */
    public static String title(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean inWord = false;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            out.append(inWord ? lower(text, i) : isCased(c) ? titled(c) : Character.toString(c));
            inWord = isCased(c);
        }
        return out.toString();
    }

    /** {@return {@code text} with capitals and small letters exchanged} */
    public static String swapCase(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            out.append(Character.isUpperCase(c) ? lower(text, i) : upper(Character.toString(c)));
        }
        return out.toString();
    }

    // The Greek sigma has another small form at the end of a word.
    private static String lower(String text, int index) {
        int c = text.codePointAt(index);
        boolean last = c == 0x3a3
                && index > 0
                && isCased(text.codePointBefore(index))
                && (index + 1 == text.length() || !isCased(text.codePointAt(index + 1)));
        return last ? "\u03c2" : lower(Character.toString(c));
    }
}
