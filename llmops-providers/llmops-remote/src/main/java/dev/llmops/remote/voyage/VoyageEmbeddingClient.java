package dev.llmops.remote.voyage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.CallControl;
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
import dev.llmops.remote.embedding.IndexedProtocol;
import dev.llmops.remote.wire.Authorizer;
import org.jspecify.annotations.Nullable;

/**
 * An embedding model of Voyage AI.
 *
 * <p>Safe for concurrent use. Keeps connections open between calls: make one and keep it, and close
 * it when it is no longer used. Queries and documents are told apart; texts of other purposes are
 * embedded as they are.
 */
public final class VoyageEmbeddingClient implements EmbeddingClient, AutoCloseable {
    /** The provider's name. */
    public static final String PROVIDER = "voyage";

    static final String ADDRESS = "https://api.voyageai.com/v1";
    static final String KEY_VARIABLE = "VOYAGE_API_KEY";
    /** The least that any of its models takes is 120,000 tokens; ours are estimated. */
    private static final BatchLimits LIMITS = new BatchLimits(1000, 100_000);

    private final EmbeddingEndpoint endpoint;

    private VoyageEmbeddingClient(Builder builder) {
        EmbeddingSetup setup = builder.setup;
        Boolean truncating = builder.truncating;
        this.endpoint = setup.endpoint(
                PROVIDER,
                ADDRESS,
                Authorizer.bearer(
                        setup.connection().credentials().orElseGet(() -> Credentials.environment(KEY_VARIABLE))),
                new IndexedProtocol(
                        "/embeddings",
                        setup.model(),
                        "output_dimension",
                        (request, body) -> addOwn(request, body, truncating)),
                LIMITS);
    }

    /** {@return a client of {@code model} with the key in the environment variable {@code VOYAGE_API_KEY}} */
    public static VoyageEmbeddingClient fromEnv(String model) {
        return builder(model).build();
    }

    /** {@return a builder of a client of {@code model}, such as {@code "voyage-3.5"}} */
    public static Builder builder(String model) {
        return new Builder(model);
    }

    private static void addOwn(EmbeddingRequest request, ObjectNode body, @Nullable Boolean truncating) {
        if (request.purpose() == Purpose.QUERY) {
            body.put("input_type", "query");
        } else if (request.purpose() == Purpose.DOCUMENT) {
            body.put("input_type", "document");
        }
        if (truncating != null) {
            body.put("truncation", truncating);
        }
        body.put("encoding_format", "base64");
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
        return "VoyageEmbeddingClient[" + endpoint + "]";
    }

    /** Collects the settings of a client. Not safe for concurrent use. */
    public static final class Builder {
        private final EmbeddingSetup setup;
        private @Nullable Boolean truncating;

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

        /** Sets whether texts that are too long are cut, as they are unless said otherwise, or refused. */
        public Builder truncating(boolean truncating) {
            this.truncating = truncating;
            return this;
        }

        /** Sets a member of every request by name, for what this library does not know yet; the value is JSON text. */
        public Builder member(String name, String json) {
            setup.member(name, json);
            return this;
        }

        /** {@return the client} */
        public VoyageEmbeddingClient build() {
            return new VoyageEmbeddingClient(this);
        }
    }
}
