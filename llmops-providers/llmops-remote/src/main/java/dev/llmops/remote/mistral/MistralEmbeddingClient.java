package dev.llmops.remote.mistral;

import dev.llmops.api.CallControl;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.EmbeddingModelInfo;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingResponse;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.embedding.BatchLimits;
import dev.llmops.remote.embedding.EmbeddingEndpoint;
import dev.llmops.remote.embedding.EmbeddingSetup;
import dev.llmops.remote.embedding.IndexedProtocol;
import dev.llmops.remote.wire.Authorizer;

/**
 * An embedding model of Mistral.
 *
 * <p>Safe for concurrent use. Keeps connections open between calls: make one and keep it, and close
 * it when it is no longer used.
 */
public final class MistralEmbeddingClient implements EmbeddingClient, AutoCloseable {
    /** The provider's name. */
    public static final String PROVIDER = MistralClient.PROVIDER;

    private static final String ADDRESS = "https://api.mistral.ai/v1";
    private static final String KEY_VARIABLE = "MISTRAL_API_KEY";
    /** Mistral takes some 16,000 tokens at once; ours are estimated. */
    private static final BatchLimits LIMITS = new BatchLimits(128, 12_000);

    private final EmbeddingEndpoint endpoint;

    private MistralEmbeddingClient(Builder builder) {
        EmbeddingSetup setup = builder.setup;
        this.endpoint = setup.endpoint(
                PROVIDER,
                ADDRESS,
                Authorizer.bearer(
                        setup.connection().credentials().orElseGet(() -> Credentials.environment(KEY_VARIABLE))),
                new IndexedProtocol("/embeddings", setup.model(), "output_dimension", (request, body) -> {}),
                LIMITS);
    }

    /** {@return a client of {@code model} with the key in the environment variable {@code MISTRAL_API_KEY}} */
    public static MistralEmbeddingClient fromEnv(String model) {
        return builder(model).build();
    }

    /** {@return a builder of a client of {@code model}, such as {@code "mistral-embed"}} */
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
        return "MistralEmbeddingClient[" + endpoint + "]";
    }

    /** Collects the settings of a client. Not safe for concurrent use. */
    public static final class Builder {
        private final EmbeddingSetup setup;

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

        /** Sets a member of every request by name, for what this library does not know yet; the value is JSON text. */
        public Builder member(String name, String json) {
            setup.member(name, json);
            return this;
        }

        /** {@return the client} */
        public MistralEmbeddingClient build() {
            return new MistralEmbeddingClient(this);
        }
    }
}
