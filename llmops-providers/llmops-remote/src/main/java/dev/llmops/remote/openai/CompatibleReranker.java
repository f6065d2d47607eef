package dev.llmops.remote.openai;

import dev.llmops.api.CallControl;
import dev.llmops.api.Locality;
import dev.llmops.api.Require;
import dev.llmops.api.embedding.Reranker;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.embedding.BaseAddress;
import dev.llmops.remote.rerank.RerankEndpoint;
import dev.llmops.remote.rerank.RerankSetup;
import dev.llmops.remote.wire.Authorizer;
import java.util.List;

/**
 * A reranking model on a server with the path {@code /rerank}: vLLM, llama.cpp, Text Embeddings Inference, Jina.
 *
 * <p>Safe for concurrent use. Keeps connections open between calls: make one and keep it, and close
 * it when it is no longer used.
 */
public final class CompatibleReranker implements Reranker, AutoCloseable {
    private static final int LIMIT = 32;

    private final RerankEndpoint endpoint;

    private CompatibleReranker(Builder builder) {
        RerankSetup setup = builder.setup;
        String variable = builder.server.keyVariable();
        Credentials credentials = setup.connection()
                .credentials()
                .orElseGet(() -> variable.isEmpty() ? Credentials.none() : Credentials.environment(variable));
        this.endpoint = setup.endpoint(
                builder.server.name(),
                BaseAddress.of(builder.server.baseUri()),
                Authorizer.bearer(credentials),
                new CompatibleRerankProtocol(setup.model(), builder.form),
                LIMIT);
    }

    /** {@return a builder of a reranker with {@code model}; the address goes up to where {@code /rerank} begins} */
    public static Builder builder(CompatibleServer server, String model) {
        return new Builder(server, model);
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
        return "CompatibleReranker[" + endpoint + "]";
    }

    /** In which words a server is asked. */
    public enum Form {
        /** With {@code model} and {@code documents}, as vLLM, llama.cpp and Jina are. */
        DOCUMENTS,
        /** With {@code texts}, as Text Embeddings Inference is, which serves one model. */
        TEXTS
    }

    /** Collects the settings of a reranker. Not safe for concurrent use. */
    public static final class Builder {
        private final RerankSetup setup;
        private final CompatibleServer server;
        private Form form = Form.DOCUMENTS;

        private Builder(CompatibleServer server, String model) {
            this.server = Require.nonNull(server, "server");
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

        /** Sets how many texts are sent at once at most; the default is 32, which every server takes. */
        public Builder textsPerRequest(int most) {
            setup.textsPerRequest(most);
            return this;
        }

        /** Sets in which words the server is asked; the default is {@link Form#DOCUMENTS}. */
        public Builder form(Form form) {
            this.form = Require.nonNull(form, "form");
            return this;
        }

        /** {@return the reranker} */
        public CompatibleReranker build() {
            return new CompatibleReranker(this);
        }
    }
}
