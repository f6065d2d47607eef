package dev.llmops.eval.feedback;

import dev.llmops.api.LlmException;
import org.jspecify.annotations.Nullable;

/** Tells that feedback cannot be kept or read. Holds no text of prompts or answers. */
public final class FeedbackException extends LlmException {
    private static final long serialVersionUID = 1L;

    FeedbackException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
