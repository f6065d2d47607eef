package dev.llmops.onnx.engine;

import dev.llmops.onnx.decoding.Choice;

/**
 * Hears how a sequence goes on.
 *
 * <p>Called by the thread of the engine, which serves all sequences: a listener must be quick and must not block.
 */
public interface SequenceListener {
    /** {@return whether the sequence is to go on after this token, which is no end token} */
    default boolean chosen(Choice choice) {
        return true;
    }

    /**
     * Takes the logits that follow the token at {@code position} of the prompt.
     *
     * @param logits valid during the call only
     */
    default void judged(int position, float[] logits) {}

    /** The sequence is over; called once, and last. */
    void ended(SequenceEnd end);
}
