package dev.llmops.onnx.tokens;

/** The sign for a space becomes one; in the first piece it is dropped if the tokenizer had put it there. */
final class MetaspaceStep implements PieceSink {
    private final String sign;
    private final boolean prepended;
    private final PieceSink next;
    private boolean begun;

    MetaspaceStep(String sign, boolean prepended, PieceSink next) {
        this.sign = sign;
        this.prepended = prepended;
        this.next = next;
    }

    @Override
    public void accept(String piece) {
        next.accept(piece.replace(sign, prepended && !begun ? "" : " "));
        begun = true;
    }

    @Override
    public void end() {
        next.end();
    }
}
