package dev.llmops.api.model;

import dev.llmops.api.Require;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The facts of a failed call of a provider: what is needed to retry, to route around it, to ask support. Immutable. */
public final class ProviderFailure {
    /** Codes stand in messages and logs, so they must not be able to hold a sentence. */
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_./-]{0,80}");

    private final String provider;
    private final String model;
    private final ErrorClass errorClass;
    private final int status;
    private final String code;
    private final String param;
    private final String requestId;
    private final @Nullable Duration retryAfter;
    private final SendPhase phase;
    private final boolean retryable;
    private final @Nullable ModelResponse partial;
    private final String body;
    private final String advice;

    private ProviderFailure(Builder builder) {
        this.provider = builder.provider;
        this.model = builder.model;
        this.errorClass = builder.errorClass;
        this.status = builder.status;
        this.code = builder.code;
        this.param = builder.param;
        this.requestId = builder.requestId;
        this.retryAfter = builder.retryAfter;
        this.phase = builder.phase;
        this.retryable = builder.retryable == null ? errorClass.isRetryable() : builder.retryable;
        this.partial = builder.partial;
        this.body = builder.body;
        this.advice = builder.advice;
    }

    /** {@return a builder of the facts} */
    public static Builder builder(String provider, String model, ErrorClass errorClass) {
        return new Builder(provider, model, errorClass);
    }

    /** {@return who failed} */
    public String provider() {
        return provider;
    }

    /** {@return the model that was asked} */
    public String model() {
        return model;
    }

    /** {@return the kind of failure} */
    public ErrorClass errorClass() {
        return errorClass;
    }

    /** {@return the HTTP status, 0 if there was none} */
    public int status() {
        return status;
    }

    /**
     * {@return a word for the failure that stays the same: the provider's own, such as {@code insufficient_quota}, or
     * the client's where the provider has said nothing, in lower case with hyphens, such as {@code web-page}; may be
     * empty}
     */
    public String code() {
        return code;
    }

    /** {@return the parameter that was wrong; may be empty} */
    public String param() {
        return param;
    }

    /** {@return the id under which the provider's support finds the request; may be empty} */
    public String requestId() {
        return requestId;
    }

    /** {@return how long the provider asks to wait} */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** {@return how far the request had come} */
    public SendPhase phase() {
        return phase;
    }

    /** {@return whether the same request may succeed later} */
    public boolean isRetryable() {
        return retryable;
    }

    /** {@return what had been received} */
    public Optional<ModelResponse> partial() {
        return Optional.ofNullable(partial);
    }

    /** {@return the beginning of the provider's error text, for diagnosis; may be empty, and may quote the request} */
    public String body() {
        return body;
    }

    /** {@return what to do about it, in sentences; empty where what is usual for the kind of failure fits} */
    public String advice() {
        return advice;
    }

    /** Shows facts, not the provider's text. */
    @Override
    public String toString() {
        return "ProviderFailure[" + provider + "/" + model + ", " + errorClass + ", status " + status + ", " + phase
                + "]";
    }

    /** Collects the facts. Not safe for concurrent use. */
    public static final class Builder {
        private final String provider;
        private final String model;
        private final ErrorClass errorClass;
        private int status;
        private String code = "";
        private String param = "";
        private String requestId = "";
        private @Nullable Duration retryAfter;
        private SendPhase phase = SendPhase.BEFORE_SEND;
        private @Nullable Boolean retryable;
        private @Nullable ModelResponse partial;
        private String body = "";
        private String advice = "";

        private Builder(String provider, String model, ErrorClass errorClass) {
            this.provider = Require.nonBlank(provider, "provider");
            this.model = Require.nonNull(model, "model");
            this.errorClass = Require.nonNull(errorClass, "errorClass");
        }

        /** Sets the HTTP status. */
        public Builder status(int status) {
            this.status = status;
            return this;
        }

        /**
         * Sets a word for the failure that stays the same.
         *
         * @param code at most 80 letters, digits, {@code -}, {@code _}, {@code .} and {@code /}; a text that is no such
         *     word is left out, since codes are shown in messages and a provider's text may quote the request
         */
        public Builder code(String code) {
            this.code = CODE.matcher(Require.nonNull(code, "code")).matches() ? code : "";
            return this;
        }

        /** Sets the parameter that was wrong. */
        public Builder param(String param) {
            this.param = Require.nonNull(param, "param");
            return this;
        }

        /** Sets the id of the request. */
        public Builder requestId(String requestId) {
            this.requestId = Require.nonNull(requestId, "requestId");
            return this;
        }

        /** Sets how long the provider asks to wait. */
        public Builder retryAfter(Duration retryAfter) {
            this.retryAfter = Require.nonNull(retryAfter, "retryAfter");
            return this;
        }

        /** Sets how far the request had come; the default is that nothing was sent. */
        public Builder phase(SendPhase phase) {
            this.phase = Require.nonNull(phase, "phase");
            return this;
        }

        /** Sets whether a retry makes sense, where it differs from what is usual for the kind of failure. */
        public Builder retryable(boolean retryable) {
            this.retryable = retryable;
            return this;
        }

        /** Sets what had been received. */
        public Builder partial(ModelResponse partial) {
            this.partial = Require.nonNull(partial, "partial");
            return this;
        }

        /** Sets the beginning of the provider's error text. */
        public Builder body(String body) {
            this.body = Require.nonNull(body, "body");
            return this;
        }

        /** Sets what to do about it, in sentences, for the message of the exception; of no prompt, answer or secret. */
        public Builder advice(String advice) {
            this.advice = Require.nonNull(advice, "advice");
            return this;
        }

        /** {@return the facts} */
        public ProviderFailure build() {
            return new ProviderFailure(this);
        }
    }
}
