package dev.llmops.remote.embedding;

import dev.llmops.api.Locality;
import dev.llmops.api.Require;
import dev.llmops.api.embedding.EmbeddingModelInfo;
import dev.llmops.api.embedding.EmbeddingRequest.Purpose;
import dev.llmops.remote.Connection;
import dev.llmops.remote.wire.Authorizer;
import dev.llmops.remote.wire.Loopback;
import dev.llmops.remote.wire.ProviderLink;
import dev.llmops.remote.wire.RawMembers;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings that all embedding clients have. Not safe for concurrent use. */
public final class EmbeddingSetup {
    private final String model;
    private Connection connection = Connection.defaults();
    private @Nullable EmbeddingModelInfo info;
    private int dimensions;
    private int textsPerRequest;
    private final Map<Purpose, String> prefixes = new EnumMap<>(Purpose.class);
    private RawMembers members = RawMembers.none();

    /** Creates settings of a client of {@code model}, with nothing set. */
    public EmbeddingSetup(String model) {
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

    /** {@return how many texts a request may have at most, if it was set} */
    public int textsPerRequest() {
        return textsPerRequest;
    }

    /** Sets how the provider is reached. */
    public void connection(Connection connection) {
        this.connection = Require.nonNull(connection, "connection");
    }

    /** Sets what is known about the model. */
    public void info(EmbeddingModelInfo info) {
        this.info = Require.nonNull(info, "info");
    }

    /** Sets how long vectors are where a request does not say. */
    public void dimensions(int dimensions) {
        this.dimensions = Require.inRange(dimensions, 1, 1 << 20, "dimensions");
    }

    /** Sets how many texts are sent at once at most. */
    public void textsPerRequest(int most) {
        this.textsPerRequest = Require.inRange(most, 1, 100_000, "most");
    }

    /** Sets what to put before texts of a purpose. */
    public void prefix(Purpose purpose, String prefix) {
        prefixes.put(Require.nonNull(purpose, "purpose"), Require.nonNull(prefix, "prefix"));
    }

    /** Sets a member of every request; the value is JSON text. */
    public void member(String name, String json) {
        this.members = members.with(name, json);
    }

    /**
     * {@return the endpoint that these settings describe}
     *
     * @param provider the provider's name
     * @param address where the provider is unless the connection says otherwise
     * @param authorizer what proves who sends
     * @param protocol how requests and answers look
     * @param limits how much a request may hold, where no number of texts was set
     */
    public EmbeddingEndpoint endpoint(
            String provider, String address, Authorizer authorizer, EmbeddingProtocol protocol, BatchLimits limits) {
        ProviderLink link = new ProviderLink(provider, address, authorizer, connection);
        return new EmbeddingEndpoint(
                described(provider, link.base()),
                protocol,
                link,
                new EmbeddingDefaults(
                        textsPerRequest == 0 ? limits : limits.withTexts(textsPerRequest),
                        dimensions,
                        prefixes,
                        members));
    }

    private EmbeddingModelInfo described(String provider, URI base) {
        Locality locality = Loopback.is(base) ? Locality.LOCAL : Locality.REMOTE;
        EmbeddingModelInfo known = info == null ? EmbeddingTable.info(provider, model, locality) : info;
        return dimensions == 0
                ? known
                : new EmbeddingModelInfo(
                        known.provider(), known.model(), known.locality(), dimensions, known.maxInputTokens());
    }
}
