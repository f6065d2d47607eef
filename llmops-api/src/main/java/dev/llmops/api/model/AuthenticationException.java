package dev.llmops.api.model;

import org.jspecify.annotations.Nullable;

/** Tells that a provider does not accept the credentials. */
public final class AuthenticationException extends ProviderException {
    private static final long serialVersionUID = 1L;

    AuthenticationException(ProviderFailure failure, @Nullable Throwable cause) {
        super(failure, "Check the key and what it may do.", cause);
    }
}
