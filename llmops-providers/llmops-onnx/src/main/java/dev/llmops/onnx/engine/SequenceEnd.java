package dev.llmops.onnx.engine;

import org.jspecify.annotations.Nullable;

/**
 * How a sequence ended.
 *
 * @param reason why
 * @param failure what went wrong; null unless it failed
 * @param figures what it took
 */
public record SequenceEnd(Reason reason, @Nullable RuntimeException failure, SequenceFigures figures) {
    /** Why a sequence ended. */
    public enum Reason {
        /** The model chose an end token, or nothing else was allowed. */
        END_TOKEN,
        /** It has as many tokens as it may. */
        MAX_TOKENS,
        /** The context of the model is full, or the memory. */
        CONTEXT_FULL,
        /** Its listener has enough. */
        STOPPED,
        /** Nobody wants it any more. */
        CANCELLED,
        /** All of the prompt was judged. */
        JUDGED,
        /** Something went wrong. */
        FAILED
    }
}
