package dev.llmops.onnx.engine;

import dev.llmops.api.LlmException;

/** Tells that there is no memory for the keys and values of another sequence, or of a longer one. */
public final class CacheFullException extends LlmException {
    private static final long serialVersionUID = 1L;

    private final long bytes;
    private final boolean passing;

    CacheFullException(long bytes) {
        this(bytes, true);
    }

    private CacheFullException(long bytes, boolean passing) {
        super("There is no memory for " + (bytes >> 20) + " MB of keys and values. Raise -XX:MaxDirectMemorySize, "
                + "or lower the number of sequences or the context length of the model.");
        this.bytes = bytes;
        this.passing = passing;
    }

    /** {@return the same for a sequence that is alone, and finds no room however long it waits} */
    CacheFullException forGood() {
        return new CacheFullException(bytes, false);
    }

    @Override
    public boolean isRetryable() {
        return passing;
    }
}
