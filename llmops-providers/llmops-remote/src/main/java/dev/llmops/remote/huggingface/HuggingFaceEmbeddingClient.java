package dev.llmops.remote.huggingface;

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
import dev.llmops.remote.embedding.EmbeddingSetup;
import dev.llmops.remote.wire.Authorizer;
import dev.llmops.remote.wire.PathSegment;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An embedding model of the Hugging Face Hub, by way of Hugging Face or of a server of Text Embeddings Inference.
 *
 * <p>Safe for concurrent use. Keeps connections open between calls: make one and keep it, and close
 * it when it is no longer used. For servers with OpenAI's embeddings see
 * {@code OpenAiEmbeddingClient}.
 */
public final class HuggingFaceEmbeddingClient implements EmbeddingClient, AutoCloseable {
    /** The provider's name. */
    public static final String PROVIDER = HuggingFaceClient.PROVIDER;

    private static final String ADDRESS = "https://router.huggingface.co";
    private static final String SERVER_PATH = "/embed";
    private static final String KEY_VARIABLE = "HF_TOKEN";

    /** What a server takes unless it is told otherwise. */
    private static final BatchLimits LIMITS = BatchLimits.of(32);

    private final EmbeddingEndpoint endpoint;

    private HuggingFaceEmbeddingClient(Builder builder) {
        EmbeddingSetup setup = builder.setup;
        boolean own = builder.path.equals(SERVER_PATH);
        Credentials credentials = setup.connection()
                .credentials()
                .orElseGet(() -> own ? Credentials.none() : Credentials.environment(KEY_VARIABLE));
        this.endpoint = setup.endpoint(
                PROVIDER,
                builder.address,
                Authorizer.bearer(credentials),
                new HuggingFaceEmbeddingProtocol(
                        builder.path, builder.normalizing, builder.truncating, builder.promptNames),
                LIMITS);
    }

    /** {@return a client of {@code model} with the key in the environment variable {@code HF_TOKEN}} */
    public static HuggingFaceEmbeddingClient fromEnv(String model) {
        return builder(model).build();
    }

    /** {@return a builder of a client of {@code model} at Hugging Face, such as {@code "BAAI/bge-m3"}} */
    public static Builder builder(String model) {
        String path = "/hf-inference/models/" + PathSegment.of(model, "model").replace("%2F", "/")
                + "/pipeline/feature-extraction";
        return new Builder(ADDRESS, path, model);
    }

    /**
     * {@return a builder of a client of a server of Text Embeddings Inference; no key is sent unless the connection
     * has one}
     *
     * @param baseUri where the server is, such as {@code "http://localhost:8080"}
     * @param model the model it serves
     */
    public static Builder server(String baseUri, String model) {
        return new Builder(BaseAddress.of(baseUri), SERVER_PATH, model);
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
        return "HuggingFaceEmbeddingClient[" + endpoint + "]";
    }

    /** Collects the settings of a client. Not safe for concurrent use. */
    public static final class Builder {
        private final EmbeddingSetup setup;
        private final String address;
        private final String path;
        private @Nullable Boolean normalizing;
        private @Nullable Boolean truncating;
        private final Map<Purpose, String> promptNames = new EnumMap<>(Purpose.class);

        private Builder(String address, String path, String model) {
            this.address = address;
            this.path = path;
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

        /** Sets whether vectors are made to have the length 1. */
        public Builder normalizing(boolean normalizing) {
            this.normalizing = normalizing;
            return this;
        }

        /** Sets whether texts that are too long are cut, or refused. */
        public Builder truncating(boolean truncating) {
            this.truncating = truncating;
            return this;
        }

        /** Sets which prompt of the model's own configuration is put before texts of a purpose. */
        public Builder promptName(Purpose purpose, String name) {
            promptNames.put(Require.nonNull(purpose, "purpose"), Require.nonBlank(name, "name"));
            return this;
        }

        /** Sets a member of every request by name, for what this library does not know yet; the value is JSON text. */
        public Builder member(String name, String json) {
            setup.member(name, json);
            return this;
        }

        /** {@return the client} */
        public HuggingFaceEmbeddingClient build() {
            return new HuggingFaceEmbeddingClient(this);
        }
    }
}
