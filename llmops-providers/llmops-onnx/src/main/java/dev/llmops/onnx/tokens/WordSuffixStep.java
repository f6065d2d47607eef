package dev.llmops.onnx.tokens;

import org.jspecify.annotations.Nullable;

/** The sign for the end of a word becomes a space; in the last piece it is dropped. */
final class WordSuffixStep implements PieceSink {
    private final String suffix;
    private final PieceSink next;
    private @Nullable String held;

    WordSuffixStep(String suffix, PieceSink next) {
        this.suffix = suffix;
        this.next = next;
    }

    @Override
    public void accept(String piece) {
        send(" ");
        held = piece;
    }

    @Override
    public void end() {
        send("");
        next.end();
    }

    private void send(String replacement) {
        if (held != null) {
            next.accept(held.replace(suffix, replacement));
            held = null;
        }
    }
}
