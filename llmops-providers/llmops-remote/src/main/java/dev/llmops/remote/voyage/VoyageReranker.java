package dev.llmops.remote.voyage;

import dev.llmops.api.CallControl;
import dev.llmops.api.Locality;
import dev.llmops.api.embedding.Reranker;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.rerank.RerankEndpoint;
import dev.llmops.remote.rerank.RerankSetup;
import dev.llmops.remote.wire.Authorizer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reranking model of Voyage AI.
 *
 * <p>Safe for concurrent use. Keeps connections open between calls: make one and keep it, and close
 * it when it is no longer used.
 */
public final class VoyageReranker implements Reranker, AutoCloseable {
    private static final int LIMIT = 1000;

    private final RerankEndpoint endpoint;

    private VoyageReranker(Builder builder) {
        RerankSetup setup = builder.setup;
        this.endpoint = setup.endpoint(
                VoyageEmbeddingClient.PROVIDER,
                VoyageEmbeddingClient.ADDRESS,
                Authorizer.bearer(setup.connection()
                        .credentials()
                        .orElseGet(() -> Credentials.environment(VoyageEmbeddingClient.KEY_VARIABLE))),
                new VoyageRerankProtocol(setup.model(), builder.truncating),
                LIMIT);
    }

    /** {@return a reranker with {@code model} and the key in the environment variable {@code VOYAGE_API_KEY}} */
    public static VoyageReranker fromEnv(String model) {
        return builder(model).build();
    }

    /** {@return a builder of a reranker with {@code model}, such as {@code "rerank-2.5"}} */
    public static Builder builder(String model) {
        return new Builder(model);
    }

    @Override
    public List<Ranked> rerank(String query, List<String> texts, CallControl control) {
        return endpoint.rerank(query, texts, control);
    }

    @Override
    public Locality locality() {
        return endpoint.locality();
    }

    /** Closes all connections, unless the transport is shared. */
    @Override
    public void close() {
        endpoint.close();
    }

    /** Shows model and host. */
    @Override
    public String toString() {
        return "VoyageReranker[" + endpoint + "]";
    }

    /** Collects the settings of a reranker. Not safe for concurrent use. */
    public static final class Builder {
        private final RerankSetup setup;
        private @Nullable Boolean truncating;

        private Builder(String model) {
            this.setup = new RerankSetup(model);
        }

        /** Sets how the provider is reached. */
        public Builder connection(Connection connection) {
            setup.connection(connection);
            return this;
        }

        /** Sets how many of the best texts are given back; all of them unless said otherwise. */
        public Builder most(int most) {
            setup.most(most);
            return this;
        }

        /** Sets how many texts are sent at once at most; the default is 1,000. */
        public Builder textsPerRequest(int most) {
            setup.textsPerRequest(most);
            return this;
        }

        /** Sets whether texts that are too long are cut, as they are unless said otherwise, or refused. */
        public Builder truncating(boolean truncating) {
            this.truncating = truncating;
            return this;
        }

        /** {@return the reranker} */
        public VoyageReranker build() {
            return new VoyageReranker(this);
        }
    }
}
