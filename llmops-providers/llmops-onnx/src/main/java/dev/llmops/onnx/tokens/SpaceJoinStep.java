package dev.llmops.onnx.tokens;

/** Pieces are joined by spaces: what a tokenizer without a decoder does. */
final class SpaceJoinStep implements PieceSink {
    private final PieceSink next;
    private boolean begun;

    SpaceJoinStep(PieceSink next) {
        this.next = next;
    }

    @Override
    public void accept(String piece) {
        next.accept(begun ? " " + piece : piece);
        begun = true;
    }

    @Override
    public void end() {
        next.end();
    }
}
