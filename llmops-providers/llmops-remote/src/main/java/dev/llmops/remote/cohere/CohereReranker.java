package dev.llmops.remote.cohere;

import dev.llmops.api.CallControl;
import dev.llmops.api.Locality;
import dev.llmops.api.Require;
import dev.llmops.api.embedding.Reranker;
import dev.llmops.remote.Connection;
import dev.llmops.remote.rerank.RerankEndpoint;
import dev.llmops.remote.rerank.RerankSetup;
import java.util.List;

/**
 * A reranking model of Cohere.
 *
 * <p>Safe for concurrent use. Keeps connections open between calls: make one and keep it, and close
 * it when it is no longer used.
 */
public final class CohereReranker implements Reranker, AutoCloseable {
    private static final int LIMIT = 1000;

    private final RerankEndpoint endpoint;

    private CohereReranker(Builder builder) {
        RerankSetup setup = builder.setup;
        this.endpoint = setup.endpoint(
                CohereClient.PROVIDER,
                CohereClient.ADDRESS,
                CohereEmbeddingClient.authorizer(setup.connection()),
                new CohereRerankProtocol(setup.model(), builder.maxTokensPerText),
                LIMIT);
    }

    /**
     * {@return a reranker with {@code model} and the key in the environment variable {@code CO_API_KEY}, or
     * {@code COHERE_API_KEY} where that is not set}
     */
    public static CohereReranker fromEnv(String model) {
        return builder(model).build();
    }

    /** {@return a builder of a reranker with {@code model}, such as {@code "rerank-v3.5"}} */
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
        return "CohereReranker[" + endpoint + "]";
    }

    /** Collects the settings of a reranker. Not safe for concurrent use. */
    public static final class Builder {
        private final RerankSetup setup;
        private int maxTokensPerText;

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

        /** Sets after how many tokens a text is cut; Cohere cuts after 4,096 unless said otherwise. */
        public Builder maxTokensPerText(int most) {
            this.maxTokensPerText = Require.inRange(most, 1, Integer.MAX_VALUE, "most");
            return this;
        }

        /** {@return the reranker} */
        public CohereReranker build() {
            return new CohereReranker(this);
        }
    }
}
