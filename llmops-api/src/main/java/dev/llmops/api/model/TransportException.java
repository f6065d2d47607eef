package dev.llmops.api.model;

import org.jspecify.annotations.Nullable;

/** Tells that a connection failed, stalled or broke off. */
public final class TransportException extends ProviderException {
    private static final long serialVersionUID = 1L;

    TransportException(ProviderFailure failure, @Nullable Throwable cause) {
        super(failure, "The request had come to phase " + failure.phase() + ".", cause);
    }
}
