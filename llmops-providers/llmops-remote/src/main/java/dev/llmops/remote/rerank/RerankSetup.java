package dev.llmops.remote.rerank;

import dev.llmops.api.Require;
import dev.llmops.remote.Connection;
import dev.llmops.remote.wire.Authorizer;
import dev.llmops.remote.wire.ProviderLink;

/** The settings that all rerankers have. Not safe for concurrent use. */
public final class RerankSetup {
    private final String model;
    private Connection connection = Connection.defaults();
    private int most;
    private int textsPerRequest;

    /** Creates settings of a reranker with {@code model}, with nothing set. */
    public RerankSetup(String model) {
        this.model = Require.nonBlank(model, "model");
    }

    /** {@return the model, as the provider names it} */
    public String model() {
        return model;
    }

    /** {@return how the provider is reached} */
    public Connection connection() {
        return connection;
    }

    /** Sets how the provider is reached. */
    public void connection(Connection connection) {
        this.connection = Require.nonNull(connection, "connection");
    }

    /** Sets how many of the best are given back. */
    public void most(int most) {
        this.most = Require.inRange(most, 1, Integer.MAX_VALUE, "most");
    }

    /** Sets how many texts are sent at once at most. */
    public void textsPerRequest(int most) {
        this.textsPerRequest = Require.inRange(most, 1, 100_000, "most");
    }

    /**
     * {@return the endpoint that these settings describe}
     *
     * @param provider the provider's name
     * @param address where the provider is unless the connection says otherwise
     * @param authorizer what proves who sends
     * @param protocol how requests and answers look
     * @param texts how many texts a request may have, where it was not set
     */
    public RerankEndpoint endpoint(
            String provider, String address, Authorizer authorizer, RerankProtocol protocol, int texts) {
        return new RerankEndpoint(
                model,
                protocol,
                new ProviderLink(provider, address, authorizer, connection),
                textsPerRequest == 0 ? texts : textsPerRequest,
                most);
    }
}
