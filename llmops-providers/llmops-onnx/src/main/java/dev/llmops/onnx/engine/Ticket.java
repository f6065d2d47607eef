package dev.llmops.onnx.engine;

/** Stands for a sequence that was given to the engine. Safe for concurrent use. */
public final class Ticket {
    private final Engine engine;
    private final Sequence sequence;

    Ticket(Engine engine, Sequence sequence) {
        this.engine = engine;
        this.sequence = sequence;
    }

    /** Withdraws the sequence: a run for it alone is stopped, one that others share goes on without it afterwards. */
    public void cancel() {
        engine.withdraw(sequence);
    }
}
