package dev.llmops.onnx.tokens;

import java.util.function.UnaryOperator;

/** Each piece is changed by itself. */
final class PieceStep implements PieceSink {
    private final UnaryOperator<String> change;
    private final PieceSink next;

    PieceStep(UnaryOperator<String> change, PieceSink next) {
        this.change = change;
        this.next = next;
    }

    @Override
    public void accept(String piece) {
        next.accept(change.apply(piece));
    }

    @Override
    public void end() {
        next.end();
    }
}
