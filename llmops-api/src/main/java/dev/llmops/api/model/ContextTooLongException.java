package dev.llmops.api.model;

import org.jspecify.annotations.Nullable;

/** Tells that a request is longer than the model takes. */
public final class ContextTooLongException extends ProviderException {
    private static final long serialVersionUID = 1L;

    ContextTooLongException(ProviderFailure failure, @Nullable Throwable cause) {
        super(failure, "Shorten history or evidence, or use a model with a larger context window.", cause);
    }
}
