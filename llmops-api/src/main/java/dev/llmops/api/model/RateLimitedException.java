package dev.llmops.api.model;

import org.jspecify.annotations.Nullable;

/** Tells that a provider takes no more requests or tokens for now. */
public final class RateLimitedException extends ProviderException {
    private static final long serialVersionUID = 1L;

    RateLimitedException(ProviderFailure failure, @Nullable Throwable cause) {
        super(failure, "Wait as long as retryAfter() says.", cause);
    }
}
