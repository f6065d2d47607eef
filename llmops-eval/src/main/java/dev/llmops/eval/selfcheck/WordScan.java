package dev.llmops.eval.selfcheck;

import java.util.ArrayList;
import java.util.List;

/** Cuts texts into words and single marks, as the regular expression {@code \w+|[^\w\s]} of Python does. */
final class WordScan {
    private WordScan() {}

    /** {@return the words and marks of {@code text}, in order} */
    static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        int start = -1;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            boolean word = isWord(c);
            if (word && start < 0) {
                start = i;
            } else if (!word && start >= 0) {
                tokens.add(text.substring(start, i));
                start = -1;
            }
            if (!word && !isSpace(c)) {
                tokens.add(text.substring(i, next));
            }
            i = next;
        }
        if (start >= 0) {
            tokens.add(text.substring(start));
        }
        return tokens;
    }

    /** Letters and numbers of every kind, but no combining marks, whatever the version of Java. */
    private static boolean isWord(int c) {
        int type = Character.getType(c);
        return c == '_'
                || Character.isLetter(c)
                || type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
    }
}
