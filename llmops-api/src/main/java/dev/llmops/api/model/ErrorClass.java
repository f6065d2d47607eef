package dev.llmops.api.model;

/** What kind of failure a provider reported, whatever words and status it used. */
public enum ErrorClass {
    /** The key is missing, wrong or may not do this. */
    AUTH(false),
    /** Money or plan is used up; waiting does not help. */
    QUOTA(false),
    /** Too many requests or tokens for now. */
    RATE_LIMITED(true),
    /** The provider is too busy. */
    OVERLOADED(true),
    /** The provider failed. */
    SERVER(true),
    /** The request is wrong. */
    INVALID(false),
    /** The request is longer than the model takes. */
    CONTEXT_TOO_LONG(false),
    /** The provider refuses the content. */
    CONTENT_FILTERED(false),
    /** There is no such model or resource. */
    NOT_FOUND(false),
    /** Something else changed it at the same time. */
    CONFLICT(true),
    /** The answer could not be understood. */
    MALFORMED(true),
    /** The answer broke off. */
    TRUNCATED(true),
    /** A clock of the transport ran out. */
    TIMEOUT(true),
    /** The connection failed. */
    TRANSPORT(true);

    private final boolean retryable;

    ErrorClass(boolean retryable) {
        this.retryable = retryable;
    }

    /** {@return whether the same request may succeed later, if nothing was delivered yet} */
    public boolean isRetryable() {
        return retryable;
    }
}
