package dev.llmops.core.text;

/**
 * Removes the sequences that colour text in a terminal or move its cursor.
 *
 * <p>Control sequences of ECMA-48: {@code ESC [}, parameters, one final letter. Operating-system
 * commands ({@code ESC ]} up to BEL or {@code ESC \}) go with their content, which is not text.
 */
final class TerminalEscapes implements CleaningStep {
    private static final char ESCAPE = '\u001B';
    private static final char BELL = '\u0007';
    private static final int LONGEST_COMMAND = 2_000;

    @Override
    public CleanText apply(String text, CleaningTally tally) {
        int at = text.indexOf(ESCAPE);
        if (at < 0) {
            return CleanText.unchanged(text);
        }
        TextRewriter rewriter = new TextRewriter(text);
        while (at >= 0) {
            int end = endOfSequence(text, at);
            if (end > at) {
                rewriter.remove(at, end);
                tally.controlRemoved();
            }
            at = text.indexOf(ESCAPE, Math.max(end, at + 1));
        }
        return rewriter.finish();
    }

    private static int endOfSequence(String text, int at) {
        if (at + 1 >= text.length()) {
            return at;
        }
        return switch (text.charAt(at + 1)) {
            case '[' -> endOfControl(text, at);
            case ']' -> endOfCommand(text, at);
            default -> at;
        };
    }

    private static int endOfControl(String text, int at) {
        int i = at + 2;
        while (i < text.length() && text.charAt(i) >= 0x20 && text.charAt(i) < 0x40) {
            i++;
        }
        boolean ended = i < text.length() && text.charAt(i) >= 0x40 && text.charAt(i) < 0x7F;
        return ended ? i + 1 : at;
    }

    private static int endOfCommand(String text, int at) {
        int limit = Math.min(text.length(), at + LONGEST_COMMAND);
        for (int i = at + 2; i < limit; i++) {
            char c = text.charAt(i);
            if (c == BELL) {
                return i + 1;
            }
            if (c == ESCAPE) {
                return i + 1 < limit && text.charAt(i + 1) == '\\' ? i + 2 : at;
            }
        }
        return at;
    }
}
