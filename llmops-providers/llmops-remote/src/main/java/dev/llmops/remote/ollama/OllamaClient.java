package dev.llmops.remote.ollama;

import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.wire.Authorizer;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.ModelEndpoint;
import dev.llmops.remote.wire.ModelTable;
import dev.llmops.remote.wire.ProviderLink;
import dev.llmops.remote.wire.RemoteCall;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A model that a server of Ollama runs.
 *
 * <p>The server is the one of the environment variable {@code OLLAMA_HOST}, or else at
 * {@code http://localhost:11434}, unless the connection says otherwise. It needs no key; one that
 * the connection has is sent as a bearer token. The model counts as local if the server is on this
 * machine. Options that only Ollama has are in {@link OllamaOptions}.
 *
 * <p>The server cuts prompts that do not fit into its context. The response has a warning where the
 * server seems to have done so.
 *
 * <p>Safe for concurrent use. Keeps connections open between calls: make one and keep it, and close
 * it when it is no longer used.
 */
public final class OllamaClient implements ModelClient, AutoCloseable {
    /** The provider's name. */
    public static final String PROVIDER = "ollama";

    private final ModelEndpoint endpoint;

    private OllamaClient(ModelInfo info, ProviderLink link, boolean leavingOutUnsupported) {
        this.endpoint = new ModelEndpoint(info, new OllamaProtocol(), link, leavingOutUnsupported);
    }

    /** {@return a client of {@code model} at the server of the environment} */
    public static OllamaClient fromEnv(String model) {
        return builder(model).build();
    }

    /** {@return a builder of a client of {@code model}, such as {@code "llama3.1"}} */
    public static Builder builder(String model) {
        return new Builder(model);
    }

    @Override
    public ModelResponse generate(ModelRequest request, ModelCall call) {
        return endpoint.generate(request, call);
    }

    @Override
    public ModelInfo info() {
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
        return "OllamaClient[" + endpoint + "]";
    }

    /** Collects the settings of a client. Not safe for concurrent use. */
    public static final class Builder {
        private final String model;
        private Connection connection = Connection.defaults();
        private @Nullable ModelInfo info;
        private boolean leavingOutUnsupported;

        private Builder(String model) {
            this.model = Require.nonBlank(model, "model");
        }

        /** Sets how the server is reached. */
        public Builder connection(Connection connection) {
            this.connection = Require.nonNull(connection, "connection");
            return this;
        }

        /** Sets what the model can do, where it is not known or known wrongly. */
        public Builder info(ModelInfo info) {
            this.info = Require.nonNull(info, "info");
            return this;
        }

        /** Leaves out options that the model does not take, with a warning on the response, instead of failing. */
        public Builder leavingOutUnsupported() {
            this.leavingOutUnsupported = true;
            return this;
        }

        /** {@return the client} */
        public OllamaClient build() {
            ProviderLink link = link();
            return new OllamaClient(info == null ? known(link) : info, link, leavingOutUnsupported);
        }

        /**
         * Asks the server what the model can do and how long its context is.
         *
         * @return a client that knows
         * @throws dev.llmops.api.model.ProviderException if the server has no such model, or fails
         */
        public OllamaClient discover(CallControl control) {
            Require.nonNull(control, "control");
            ProviderLink link = link();
            boolean found = false;
            try {
                RemoteCall show = RemoteCall.post("/api/show", Json.object().put("model", model), model);
                ModelInfo told =
                        OllamaCapabilities.read(link.json(show, control).json(), known(link));
                found = true;
                return new OllamaClient(told, link, leavingOutUnsupported);
            } finally {
                if (!found) {
                    link.close();
                }
            }
        }

        private ModelInfo known(ProviderLink link) {
            return ModelTable.empty(PROVIDER, OllamaHost.locality(link.base().getHost()))
                    .info(model);
        }

        private ProviderLink link() {
            Authorizer authorizer = Authorizer.bearer(connection.credentials().orElseGet(Credentials::none));
            String address = connection
                    .baseUri()
                    .map(URI::toString)
                    .orElseGet(() -> OllamaHost.address(System.getenv(OllamaHost.VARIABLE)));
            return new ProviderLink(PROVIDER, address, authorizer, connection);
        }
    }
}
