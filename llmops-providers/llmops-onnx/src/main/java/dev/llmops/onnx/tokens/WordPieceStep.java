package dev.llmops.onnx.tokens;

/** Pieces with a prefix go on with a word; others begin one, after a space. */
final class WordPieceStep implements PieceSink {
    private final String prefix;
    private final boolean cleanUp;
    private final PieceSink next;
    private boolean begun;

    WordPieceStep(String prefix, boolean cleanUp, PieceSink next) {
        this.prefix = prefix;
        this.cleanUp = cleanUp;
        this.next = next;
    }

    @Override
    public void accept(String piece) {
        String text = piece;
        if (begun) {
            text = text.startsWith(prefix) ? text.substring(prefix.length()) : " " + text;
        }
        begun = true;
        next.accept(cleanUp ? cleanedUp(text) : text);
    }

    private static String cleanedUp(String text) {
        return text.replace(" .", ".")
                .replace(" ?", "?")
                .replace(" !", "!")
                .replace(" ,", ",")
                .replace(" ' ", "'")
                .replace(" n't", "n't")
                .replace(" 'm", "'m")
                .replace(" do not", " don't")
                .replace(" 's", "'s")
                .replace(" 've", "'ve")
                .replace(" 're", "'re");
    }

    @Override
    public void end() {
        next.end();
    }
}
