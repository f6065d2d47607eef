package dev.llmops.core.text;

/**
 * Takes out white space that says nothing, and leaves what has a shape.
 *
 * <p>Runs of blanks within a line become one, blanks at the end of a line and more than one empty line
 * in a row go, and so does what surrounds the text. Code fences, code spans, lines indented like code,
 * tables and tab-separated lines keep theirs, and all lines keep their indentation. So do words written
 * letter by letter, in which the wider gap is the blank between words.
 */
final class WhiteSpace implements CleaningStep {
    private static final int CODE_INDENT = 4;

    @Override
    public CleanText apply(String text, CleaningTally tally) {
        return new Pass(text).run();
    }

    /** {@return whether the line at {@code [start, end)}, without indentation, opens or closes a fence} */
    static boolean isFence(String text, int start, int end) {
        if (end - start < 3) {
            return false;
        }
        char c = text.charAt(start);
        return (c == '`' || c == '~') && text.charAt(start + 1) == c && text.charAt(start + 2) == c;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** One walk over a text, line by line. */
    private static final class Pass {
        private final String text;
        private final int length;
        private final TextRewriter rewriter;
        private int emptyFrom;
        private int emptyLines;
        private boolean started;
        private int fenceLength;
        private char fence;

        Pass(String text) {
            this.text = text;
            this.length = text.length();
            this.rewriter = new TextRewriter(text);
        }

        CleanText run() {
            int start = 0;
            while (start < length) {
                int newline = text.indexOf('\n', start);
                int end = newline < 0 ? length : newline;
                line(start, end);
                start = end + 1;
            }
            removeAtEnd();
            return rewriter.finish();
        }

        private void line(int start, int end) {
            int first = start;
            while (first < end && isBlank(text.charAt(first))) {
                first++;
            }
            if (fenceLength > 0) {
                closeFence(first, end);
                return;
            }
            if (first == end) {
                if (emptyLines++ == 0) {
                    emptyFrom = start;
                }
                return;
            }
            removeEmptyLines(start);
            int from = started ? start : afterFirstIndent(start, first);
            started = true;
            boolean opensFence = isFence(text, first, end);
            if (opensFence) {
                openFence(first, end);
            } else if (!isPreformatted(from, first, end)) {
                collapse(first, end);
            }
            removeTrailing(first, end);
        }

        /** {@return where the first line begins once indentation that is not code is removed} */
        private int afterFirstIndent(int start, int first) {
            boolean alone = text.indexOf('\n', first) < 0;
            if (first == start || (!alone && (first - start >= CODE_INDENT || hasTab(start, first)))) {
                return start;
            }
            rewriter.remove(start, first);
            return first;
        }

        private boolean hasTab(int start, int end) {
            int tab = text.indexOf('\t', start);
            return tab >= 0 && tab < end;
        }

        private void removeEmptyLines(int until) {
            if (emptyLines > 0) {
                int kept = started ? 1 : 0;
                if (until - emptyFrom > kept) {
                    rewriter.remove(emptyFrom, until - kept);
                }
            }
            emptyLines = 0;
        }

        private void removeTrailing(int first, int end) {
            int last = end;
            while (last > first && isBlank(text.charAt(last - 1))) {
                last--;
            }
            if (last < end) {
                rewriter.remove(last, end);
            }
        }

        private void removeAtEnd() {
            if (fenceLength == 0 && length > 0) {
                int last = emptyLines > 0 ? emptyFrom : length;
                if (last > 0 && text.charAt(last - 1) == '\n') {
                    last--;
                }
                if (last < length) {
                    rewriter.remove(last, length);
                }
            }
        }

        private void openFence(int first, int end) {
            fence = text.charAt(first);
            fenceLength = run(first, end, fence);
        }

        private void closeFence(int first, int end) {
            int size = first < end && text.charAt(first) == fence ? run(first, end, fence) : 0;
            if (size >= fenceLength && text.substring(first + size, end).isBlank()) {
                fenceLength = 0;
                removeTrailing(first, end);
            }
        }

        private int run(int from, int end, char c) {
            int i = from;
            while (i < end && text.charAt(i) == c) {
                i++;
            }
            return i - from;
        }

        private boolean isPreformatted(int start, int first, int end) {
            if (first - start >= CODE_INDENT) {
                return true;
            }
            for (int i = start; i < end; i++) {
                char c = text.charAt(i);
                if ((c == '\t' && (i < first || hasMoreAfter(i, end))) || c == '|' || (c >= '\u2500' && c < '\u2580')) {
                    return true;
                }
            }
            return false;
        }

        private boolean hasMoreAfter(int at, int end) {
            int i = at;
            while (i < end && isBlank(text.charAt(i))) {
                i++;
            }
            return i < end;
        }

        private void collapse(int first, int end) {
            boolean code = false;
            for (int i = first; i < end; i++) {
                char c = text.charAt(i);
                if (c == '`') {
                    code = !code;
                } else if (c == ' ' && !code && i + 1 < end && text.charAt(i + 1) == ' ') {
                    int until = i + 1;
                    while (until < end && text.charAt(until) == ' ') {
                        until++;
                    }
                    if (until < end && !isSpelledOut(first, i)) {
                        rewriter.remove(i + 1, until);
                    }
                    i = until - 1;
                }
            }
        }

        /** {@return whether the two words before {@code at} are single letters} */
        private boolean isSpelledOut(int first, int at) {
            return at - 3 >= first
                    && Character.isLetter(text.charAt(at - 1))
                    && text.charAt(at - 2) == ' '
                    && !isBlank(text.charAt(at - 3))
                    && (at - 4 < first || isBlank(text.charAt(at - 4)));
        }
    }
}
