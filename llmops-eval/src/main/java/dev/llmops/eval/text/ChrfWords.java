package dev.llmops.eval.text;

import dev.llmops.eval.python.PythonText;

/** Splits a text into the words of chrF++: at white space, and one ASCII punctuation mark off either end. */
final class ChrfWords {
    private static final CodePointSet MARKS = CodePointSet.ofRanges('!', '/', ':', '@', '[', '`', '{', '~');

    private ChrfWords() {}

    /** Starts a new text of {@code words} with those of {@code line}. */
    static void split(CodePoints line, Tokens words) {
        words.begin();
        int i = 0;
        while (i < line.length) {
            int start = i;
            while (i < line.length && !PythonText.isSpace(line.at[i])) {
                i++;
            }
            if (i > start) {
                add(line, start, i, words);
            }
            i++;
        }
    }

    private static void add(CodePoints line, int start, int end, Tokens words) {
        // A mark at the end hides one at the start: "(hi)" is "(hi" and ")".
        if (end - start > 1 && MARKS.contains(line.at[end - 1])) {
            words.add(line, start, end - 1);
            words.add(line, end - 1, end);
        } else if (end - start > 1 && MARKS.contains(line.at[start])) {
            words.add(line, start, start + 1);
            words.add(line, start + 1, end);
        } else {
            words.add(line, start, end);
        }
    }
}
