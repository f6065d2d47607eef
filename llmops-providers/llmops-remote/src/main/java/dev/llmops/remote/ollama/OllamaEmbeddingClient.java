package dev.llmops.remote.ollama;

import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.EmbeddingModelInfo;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingRequest.Purpose;
import dev.llmops.api.embedding.EmbeddingResponse;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.embedding.BatchLimits;
import dev.llmops.remote.embedding.EmbeddingEndpoint;
import dev.llmops.remote.embedding.EmbeddingSetup;
import dev.llmops.remote.wire.Authorizer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An embedding model of Ollama.
 *
 * <p>Safe for concurrent use. Keeps connections open between calls: make one and keep it, and close
 * it when it is no longer used. Needs no key. The server is the one of the environment variable
 * {@code OLLAMA_HOST}, or else at {@code http://localhost:11434}, unless the connection says otherwise. It cuts
 * texts that are too long, silently, unless {@link Builder#truncating} says no.
 */
public final class OllamaEmbeddingClient implements EmbeddingClient, AutoCloseable {
    /** The provider's name. */
    public static final String PROVIDER = OllamaClient.PROVIDER;

    private static final BatchLimits LIMITS = BatchLimits.of(256);

    private final EmbeddingEndpoint endpoint;

    private OllamaEmbeddingClient(Builder builder) {
        EmbeddingSetup setup = builder.setup;
        this.endpoint = setup.endpoint(
                PROVIDER,
                OllamaHost.address(System.getenv(OllamaHost.VARIABLE)),
                Authorizer.bearer(setup.connection().credentials().orElseGet(Credentials::none)),
                new OllamaEmbeddingProtocol(setup.model(), builder.truncating, builder.keepAlive),
                LIMITS);
    }

    /** {@return a client of {@code model} at the server of the environment} */
    public static OllamaEmbeddingClient fromEnv(String model) {
        return builder(model).build();
    }

    /** {@return a builder of a client of {@code model}, such as {@code "nomic-embed-text"}} */
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
        return "OllamaEmbeddingClient[" + endpoint + "]";
    }

    /** Collects the settings of a client. Not safe for concurrent use. */
    public static final class Builder {
        private final EmbeddingSetup setup;
        private @Nullable Boolean truncating;
        private @Nullable Duration keepAlive;

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

        /**
         * Sets what to put before texts of a purpose, for models that were trained so, such as {@code "query: "} and
         * {@code "passage: "}.
         */
        public Builder prefix(Purpose purpose, String prefix) {
            setup.prefix(purpose, prefix);
            return this;
        }

        /** Sets whether texts that are too long are cut, or refused. */
        public Builder truncating(boolean truncating) {
            this.truncating = truncating;
            return this;
        }

        /** Sets how long the model is kept in memory after a request. */
        public Builder keepAlive(Duration keepAlive) {
            this.keepAlive = Require.positive(keepAlive, "keepAlive");
            return this;
        }

        /** Sets a member of every request by name, for what this library does not know yet; the value is JSON text. */
        public Builder member(String name, String json) {
            setup.member(name, json);
            return this;
        }

        /** {@return the client} */
        public OllamaEmbeddingClient build() {
            return new OllamaEmbeddingClient(this);
        }
    }
}
