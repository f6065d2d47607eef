package dev.llmops.eval.gate;

import dev.llmops.api.LlmException;
import org.jspecify.annotations.Nullable;

/** A baseline that cannot be read, written or made. */
public final class BaselineException extends LlmException {
    private static final long serialVersionUID = 1L;

    BaselineException(String message) {
        super(message);
    }

    BaselineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
