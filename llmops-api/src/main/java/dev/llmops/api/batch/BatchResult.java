package dev.llmops.api.batch;

import dev.llmops.api.Require;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderFailure;
import java.util.Optional;

/** What became of one request of a batch. */
public sealed interface BatchResult {
    /** {@return the caller's id of the request; empty if the provider's line could not be read} */
    String customId();

    /** {@return the response, if there is one} */
    default Optional<ModelResponse> response() {
        return Optional.empty();
    }

    /**
     * The request was answered.
     *
     * @param customId the caller's id of the request
     * @param answer the response
     */
    record Succeeded(String customId, ModelResponse answer) implements BatchResult {
        /** Checks both components. */
        public Succeeded {
            Require.nonBlank(customId, "customId");
            Require.nonNull(answer, "answer");
        }

        @Override
        public Optional<ModelResponse> response() {
            return Optional.of(answer);
        }
    }

    /**
     * The request failed.
     *
     * @param customId the caller's id of the request; empty if the provider's line could not be read
     * @param failure why; {@link ProviderFailure#isRetryable()} tells whether to ask again
     */
    record Failed(String customId, ProviderFailure failure) implements BatchResult {
        /** Checks both components. */
        public Failed {
            Require.nonNull(customId, "customId");
            Require.nonNull(failure, "failure");
        }
    }

    /**
     * The request was never answered, and can be asked again.
     *
     * @param customId the caller's id of the request
     * @param reason why
     */
    record Unanswered(String customId, Reason reason) implements BatchResult {
        /** Checks both components. */
        public Unanswered {
            Require.nonBlank(customId, "customId");
            Require.nonNull(reason, "reason");
        }
    }

    /** Why a request was never answered. */
    enum Reason {
        /** The batch was ended before its turn came. */
        CANCELLED,
        /** The time of the batch ran out before its turn came. */
        EXPIRED,
        /** The provider says nothing about it at all. */
        MISSING
    }
}
