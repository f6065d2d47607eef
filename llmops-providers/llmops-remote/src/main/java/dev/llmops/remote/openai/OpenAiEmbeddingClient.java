package dev.llmops.remote.openai;

import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.EmbeddingModelInfo;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingRequest.Purpose;
import dev.llmops.api.embedding.EmbeddingResponse;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.embedding.BaseAddress;
import dev.llmops.remote.embedding.BatchLimits;
import dev.llmops.remote.embedding.EmbeddingEndpoint;
import dev.llmops.remote.embedding.EmbeddingProtocol;
import dev.llmops.remote.embedding.EmbeddingSetup;
import dev.llmops.remote.embedding.IndexedProtocol;
import dev.llmops.remote.wire.Authorizer;
import org.jspecify.annotations.Nullable;

/**
 * An embedding model of OpenAI, or of a server that speaks OpenAI's embeddings.
 *
 * <p>Safe for concurrent use. Keeps connections open between calls: make one and keep it, and close
 * it when it is no longer used. Vectors are asked for in base64, which is less than half the bytes,
 * and taken in either form.
 *
 * <pre>{@code
 * try (OpenAiEmbeddingClient embeddings = OpenAiEmbeddingClient.fromEnv("text-embedding-3-small")) {
 *     float[] vector = embeddings.embed("Why is the sky blue?", Purpose.QUERY);
 * }
 * }</pre>
 */
public final class OpenAiEmbeddingClient implements EmbeddingClient, AutoCloseable {
    /** The provider's name. */
    public static final String PROVIDER = OpenAiClient.PROVIDER;

    /** OpenAI's limit is 300,000 tokens; ours are estimated. */
    static final BatchLimits LIMITS = new BatchLimits(2048, 250_000);

    private static final BatchLimits LIMITS_ELSEWHERE = BatchLimits.of(256);

    private final EmbeddingEndpoint endpoint;

    private OpenAiEmbeddingClient(Builder builder) {
        EmbeddingSetup setup = builder.setup;
        CompatibleServer server = builder.server;
        String variable = server == null ? OpenAiClient.KEY_VARIABLE : server.keyVariable();
        Credentials credentials = setup.connection()
                .credentials()
                .orElseGet(() -> variable.isEmpty() ? Credentials.none() : Credentials.environment(variable));
        this.endpoint = setup.endpoint(
                server == null ? PROVIDER : server.name(),
                server == null ? OpenAiClient.ADDRESS : BaseAddress.of(server.baseUri()),
                Authorizer.bearer(credentials),
                protocol("/embeddings", setup.model(), builder.asNumbers),
                server == null ? LIMITS : LIMITS_ELSEWHERE);
    }

    /** {@return a client of {@code model} with the key in the environment variable {@code OPENAI_API_KEY}} */
    public static OpenAiEmbeddingClient fromEnv(String model) {
        return builder(model).build();
    }

    /** {@return a builder of a client of {@code model}, such as {@code "text-embedding-3-small"}} */
    public static Builder builder(String model) {
        return new Builder(null, model);
    }

    /**
     * {@return a builder of a client of another server with OpenAI's embeddings, such as vLLM}
     *
     * <p>256 texts at most are sent at once unless said otherwise.
     *
     * @param server the server; its address goes up to where {@code /embeddings} begins
     * @param model the model, as the server names it
     */
    public static Builder builder(CompatibleServer server, String model) {
        return new Builder(Require.nonNull(server, "server"), model);
    }

    /** {@return OpenAI's format at a path} */
    static EmbeddingProtocol protocol(String path, String model, boolean asNumbers) {
        return new IndexedProtocol(path, model, "dimensions", (request, body) -> {
            if (!asNumbers) {
                body.put("encoding_format", "base64");
            }
        });
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
        return "OpenAiEmbeddingClient[" + endpoint + "]";
    }

    /** Collects the settings of a client. Not safe for concurrent use. */
    public static final class Builder {
        private final EmbeddingSetup setup;
        private final @Nullable CompatibleServer server;
        private boolean asNumbers;

        private Builder(@Nullable CompatibleServer server, String model) {
            this.server = server;
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

        /** Asks for vectors as numbers, for servers that do not know base64. */
        public Builder asNumbers() {
            this.asNumbers = true;
            return this;
        }

        /** Sets a member of every request by name, for what this library does not know yet; the value is JSON text. */
        public Builder member(String name, String json) {
            setup.member(name, json);
            return this;
        }

        /** {@return the client} */
        public OpenAiEmbeddingClient build() {
            return new OpenAiEmbeddingClient(this);
        }
    }
}
