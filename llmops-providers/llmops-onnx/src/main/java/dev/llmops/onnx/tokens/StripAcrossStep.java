package dev.llmops.onnx.tokens;

/** Some leading and trailing characters of a text are dropped, whatever pieces it comes in. */
final class StripAcrossStep implements PieceSink {
    private final char stripped;
    private final int stop;
    private final PieceSink next;
    /** How many leading characters may still be dropped. */
    private int leading;
    /** How many droppable characters the text ends with so far; held back. */
    private int trailing;

    StripAcrossStep(char stripped, int start, int stop, PieceSink next) {
        this.stripped = stripped;
        this.leading = start;
        this.stop = stop;
        this.next = next;
    }

    /** {@return a whole text without up to {@code start} leading and {@code stop} trailing characters} */
    static String strip(String text, char stripped, int start, int stop) {
        int from = 0;
        while (from < start && from < text.length() && text.charAt(from) == stripped) {
            from++;
        }
        int to = text.length();
        while (text.length() - to < stop && to > from && text.charAt(to - 1) == stripped) {
            to--;
        }
        return text.substring(from, to);
    }

    @Override
    public void accept(String piece) {
        int from = 0;
        while (leading > 0 && from < piece.length()) {
            if (piece.charAt(from) == stripped) {
                from++;
                leading--;
            } else {
                leading = 0;
            }
        }
        String text = String.valueOf(stripped).repeat(trailing) + piece.substring(from);
        String kept = strip(text, stripped, 0, stop);
        trailing = text.length() - kept.length();
        if (!kept.isEmpty()) {
            next.accept(kept);
        }
    }

    @Override
    public void end() {
        next.end();
    }
}
