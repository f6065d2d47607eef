package dev.llmops.onnx.engine;

import dev.llmops.api.LlmException;

/** Tells that there is no memory for the keys and values of another sequence, or of a longer one. */
public final class CacheFullException extends LlmException {
    private static final long serialVersionUID = 1L;

    CacheFullException(long bytes) {
        super("There is no memory for " + (bytes >> 20) + " MB of keys and values. Raise -XX:MaxDirectMemorySize, "
                + "or lower the number of sequences or the context length of the model.");
    }

    @Override
    public boolean isRetryable() {
        return true;
    }
}
