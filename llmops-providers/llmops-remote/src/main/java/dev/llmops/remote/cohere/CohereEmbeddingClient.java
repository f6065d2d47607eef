package dev.llmops.remote.cohere;

import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.EmbeddingModelInfo;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingResponse;
import dev.llmops.remote.Connection;
import dev.llmops.remote.embedding.BatchLimits;
import dev.llmops.remote.embedding.EmbeddingEndpoint;
import dev.llmops.remote.embedding.EmbeddingSetup;
import dev.llmops.remote.wire.Authorizer;
import dev.llmops.remote.wire.EnvironmentKey;
import org.jspecify.annotations.Nullable;

/**
 * An embedding model of Cohere.
 *
 * <p>Safe for concurrent use. Keeps connections open between calls: make one and keep it, and close
 * it when it is no longer used. Texts to be compared with one another are embedded as for clustering,
 * which is the nearest that Cohere has.
 */
public final class CohereEmbeddingClient implements EmbeddingClient, AutoCloseable {
    /** The provider's name. */
    public static final String PROVIDER = CohereClient.PROVIDER;

    private static final BatchLimits LIMITS = BatchLimits.of(96);

    private final EmbeddingEndpoint endpoint;

    private CohereEmbeddingClient(Builder builder) {
        EmbeddingSetup setup = builder.setup;
        this.endpoint = setup.endpoint(
                PROVIDER,
                CohereClient.ADDRESS,
                authorizer(setup.connection()),
                new CohereEmbeddingProtocol(setup.model(), builder.packed, builder.truncation, builder.maxTokens),
                LIMITS);
    }

    /** {@return what sends the key of the connection, or else that of the environment} */
    static Authorizer authorizer(Connection connection) {
        return Authorizer.bearer(connection
                .credentials()
                .orElseGet(() -> EnvironmentKey.firstOf(CohereClient.KEY_VARIABLE, CohereClient.OTHER_KEY_VARIABLE)));
    }

    /**
     * {@return a client of {@code model} with the key in the environment variable {@code CO_API_KEY}, or
     * {@code COHERE_API_KEY} where that is not set}
     */
    public static CohereEmbeddingClient fromEnv(String model) {
        return builder(model).build();
    }

    /** {@return a builder of a client of {@code model}, such as {@code "embed-v4.0"}} */
    public static Builder builder(String model) {
        return new Builder(model);
    }

    @Override
    public EmbeddingResponse embed(EmbeddingRequest request, CallControl control) {
        return endpoint.embed(request, control);
    }

    @Override
    public EmbeddingModelInfo info() {
        return endpoint.info();
    }

    /** Closes all connections, unless the transport is shared. */
    @Override
    public void close() {
        endpoint.close();
    }

    /** Shows model and host. */
    @Override
    public String toString() {
        return "CohereEmbeddingClient[" + endpoint + "]";
    }

    /** Which end of a text that is too long is cut off. */
    public enum Truncation {
        /** None: such a text is refused. */
        NONE,
        /** The beginning. */
        START,
        /** The end. */
        END
    }

    /** Collects the settings of a client. Not safe for concurrent use. */
    public static final class Builder {
        private final EmbeddingSetup setup;
        private boolean packed;
        private @Nullable Truncation truncation;
        private int maxTokens;

        private Builder(String model) {
            this.setup = new EmbeddingSetup(model);
        }

        /** Sets how the provider is reached. */
        public Builder connection(Connection connection) {
            setup.connection(connection);
            return this;
        }

        /** Sets what is known about the model, where that is nothing or wrong. */
        public Builder info(EmbeddingModelInfo info) {
            setup.info(info);
            return this;
        }

        /** Sets how long vectors shall be where a request does not say, for models that can shorten them. */
        public Builder dimensions(int dimensions) {
            setup.dimensions(dimensions);
            return this;
        }

        /** Sets how many texts are sent at once at most. */
        public Builder textsPerRequest(int most) {
            setup.textsPerRequest(most);
            return this;
        }

        /** Asks for vectors in base64, which is half the bytes. */
        public Builder packed() {
            this.packed = true;
            return this;
        }

        /** Sets which end of a text that is too long is cut off; Cohere cuts the end unless said otherwise. */
        public Builder truncation(Truncation truncation) {
            this.truncation = Require.nonNull(truncation, "truncation");
            return this;
        }

        /** Sets how many tokens of a text are embedded at most. */
        public Builder maxTokens(int most) {
            this.maxTokens = Require.inRange(most, 1, Integer.MAX_VALUE, "most");
            return this;
        }

        /** Sets a member of every request by name, for what this library does not know yet; the value is JSON text. */
        public Builder member(String name, String json) {
            setup.member(name, json);
            return this;
        }

        /** {@return the client} */
        public CohereEmbeddingClient build() {
            return new CohereEmbeddingClient(this);
        }
    }
}
