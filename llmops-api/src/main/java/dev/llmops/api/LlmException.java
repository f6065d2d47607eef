package dev.llmops.api;

import org.jspecify.annotations.Nullable;

/**
 * The root of everything this library throws on purpose.
 *
 * <p>A message says what happened, which thing it happened to and what to do about it. It never
 * contains prompt text, answer text or key material; facts are offered by accessors instead.
 */
public class LlmException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception without a cause. */
    public LlmException(String message) {
        super(message);
    }

    /** Creates an exception with the failure that led to it. */
    public LlmException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** {@return whether the same call, sent again unchanged, may succeed} */
    public boolean isRetryable() {
        return false;
    }
}
