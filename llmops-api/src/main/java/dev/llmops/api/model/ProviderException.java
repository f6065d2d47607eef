package dev.llmops.api.model;

import dev.llmops.api.LlmException;
import dev.llmops.api.Require;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells that a provider could not be reached, refused or broke off. */
public sealed class ProviderException extends LlmException
        permits RateLimitedException, AuthenticationException, ContextTooLongException, TransportException {
    private static final long serialVersionUID = 1L;

    private final transient ProviderFailure failure;

    ProviderException(ProviderFailure failure, String advice, @Nullable Throwable cause) {
        super(message(failure, advice), cause);
        this.failure = failure;
    }

    /** {@return the exception that fits the kind of failure} */
    public static ProviderException of(ProviderFailure failure) {
        return of(failure, null);
    }

    /** {@return the exception that fits the kind of failure, with what led to it} */
    public static ProviderException of(ProviderFailure failure, @Nullable Throwable cause) {
        Require.nonNull(failure, "failure");
        return switch (failure.errorClass()) {
            case AUTH -> new AuthenticationException(failure, cause);
            case RATE_LIMITED -> new RateLimitedException(failure, cause);
            case CONTEXT_TOO_LONG -> new ContextTooLongException(failure, cause);
            case TIMEOUT, TRANSPORT, TRUNCATED -> new TransportException(failure, cause);
            case QUOTA -> new ProviderException(failure, "Raise the budget of the account.", cause);
            case NOT_FOUND -> new ProviderException(failure, "Check the name of the model.", cause);
            case INVALID -> new ProviderException(failure, "See failure().param() and failure().body().", cause);
            case OVERLOADED, SERVER, CONFLICT, MALFORMED ->
                new ProviderException(failure, "Try again later or use a fallback.", cause);
            case CONTENT_FILTERED -> new ProviderException(failure, "The provider refuses the content.", cause);
        };
    }

    /** {@return all facts of the failure} */
    public ProviderFailure failure() {
        return failure;
    }

    /** {@return who failed} */
    public String provider() {
        return failure.provider();
    }

    /** {@return the model that was asked} */
    public String model() {
        return failure.model();
    }

    /** {@return the kind of failure} */
    public ErrorClass errorClass() {
        return failure.errorClass();
    }

    /** {@return the HTTP status, 0 if there was none} */
    public int status() {
        return failure.status();
    }

    /** {@return the id under which the provider's support finds the request; may be empty} */
    public String requestId() {
        return failure.requestId();
    }

    /** {@return how long the provider asks to wait} */
    public Optional<Duration> retryAfter() {
        return failure.retryAfter();
    }

    /** {@return how far the request had come} */
    public SendPhase phase() {
        return failure.phase();
    }

    @Override
    public boolean isRetryable() {
        return failure.isRetryable();
    }

    private static String message(ProviderFailure failure, String usualAdvice) {
        StringBuilder text = new StringBuilder(failure.provider());
        if (!failure.model().isEmpty()) {
            text.append('/').append(failure.model());
        }
        text.append(" failed: ").append(failure.errorClass());
        if (failure.status() != 0) {
            text.append(", status ").append(failure.status());
        }
        if (!failure.code().isEmpty()) {
            text.append(", code ").append(failure.code());
        }
        if (!failure.requestId().isEmpty()) {
            text.append(", request ").append(failure.requestId());
        }
        String advice = failure.advice().isEmpty() ? usualAdvice : failure.advice();
        return text.append(". ").append(advice).toString();
    }
}
