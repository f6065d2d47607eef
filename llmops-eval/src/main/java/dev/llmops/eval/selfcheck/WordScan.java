package dev.llmops.eval.selfcheck;

import dev.llmops.eval.python.PythonText;
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
            boolean word = PythonText.isWord(c);
            if (word && start < 0) {
                start = i;
            } else if (!word && start >= 0) {
                tokens.add(text.substring(start, i));
                start = -1;
            }
            if (!word && !PythonText.isSpace(c)) {
                tokens.add(text.substring(i, next));
            }
            i = next;
        }
        if (start >= 0) {
            tokens.add(text.substring(start));
        }
        return tokens;
    }
}
