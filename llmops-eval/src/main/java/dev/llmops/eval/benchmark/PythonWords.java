package dev.llmops.eval.benchmark;

import java.util.Locale;

/** Texts as Python changes them. */
final class PythonWords {
    private PythonWords() {}

    /** {@return {@code text} without white space at both ends} */
    static String strip(String text) {
        int end = text.length();
        while (end > 0 && PythonRegex.isSpace(text.charAt(end - 1))) {
            end--;
        }
        int start = 0;
        while (start < end && PythonRegex.isSpace(text.charAt(start))) {
            start++;
        }
        return text.substring(start, end);
    }

    /** {@return {@code text} with its first character in title case and the others in lower case} */
    static String capitalize(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = text.codePointAt(0);
        int rest = Character.charCount(first);
        // Lower-cased as a whole, because a final sigma depends on what comes before it.
        String lower = text.toLowerCase(Locale.ROOT);
        String head = text.substring(0, rest);
        String lowerHead = head.toLowerCase(Locale.ROOT);
        String tail = lower.startsWith(lowerHead) ? lower.substring(lowerHead.length()) : lower.substring(rest);
        return title(first, head) + tail;
    }

    private static String title(int first, String head) {
        if (Character.toTitleCase(first) != first || Character.isTitleCase(first)) {
            return Character.toString(Character.toTitleCase(first));
        }
        // Characters without a title case of their own, such as ß, are written as several: Ss.
        String upper = head.toUpperCase(Locale.ROOT);
        int start = upper.codePointAt(0);
        int length = Character.charCount(start);
        return upper.length() == length
                ? upper
                : upper.substring(0, length) + upper.substring(length).toLowerCase(Locale.ROOT);
    }
}
