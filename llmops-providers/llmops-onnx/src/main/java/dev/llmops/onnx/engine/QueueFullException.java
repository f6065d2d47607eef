package dev.llmops.onnx.engine;

import dev.llmops.api.LlmException;

/** Tells that too many sequences wait already. */
public final class QueueFullException extends LlmException {
    private static final long serialVersionUID = 1L;

    QueueFullException(int waiting) {
        super(waiting + " requests wait for this model already. Try again later, allow more, or use a fallback.");
    }

    @Override
    public boolean isRetryable() {
        return true;
    }
}
