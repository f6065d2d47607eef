package dev.llmops.remote.mistral;

import dev.llmops.api.Require;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.chat.ChatProtocol;
import dev.llmops.remote.wire.Authorizer;
import dev.llmops.remote.wire.ModelEndpoint;
import dev.llmops.remote.wire.ModelTable;
import dev.llmops.remote.wire.ProviderLink;
import org.jspecify.annotations.Nullable;

/**
 * A model of Mistral.
 *
 * <p>Safe for concurrent use. Keeps connections open between calls: make one and keep it, and close
 * it when it is no longer used. Options that only Mistral has are in {@link MistralOptions}.
 *
 * <p>Ids of tool calls are nine letters and digits here: those of a conversation that began with
 * another provider are written in that form, the same each time, in calls and results alike.
 *
 * <pre>{@code
 * MistralClient model = MistralClient.fromEnv("mistral-large-latest");
 * }</pre>
 */
public final class MistralClient implements ModelClient, AutoCloseable {
    /** The provider's name. */
    public static final String PROVIDER = "mistral";

    static final String ADDRESS = "https://api.mistral.ai/v1";
    static final String KEY_VARIABLE = "MISTRAL_API_KEY";

    private final ModelEndpoint endpoint;

    private MistralClient(Builder builder) {
        Authorizer authorizer = Authorizer.bearer(
                builder.connection.credentials().orElseGet(() -> Credentials.environment(KEY_VARIABLE)));
        this.endpoint = new ModelEndpoint(
                builder.info == null ? ModelTable.of(PROVIDER).info(builder.model) : builder.info,
                new ChatProtocol(MistralDialect.dialect()),
                new ProviderLink(PROVIDER, ADDRESS, authorizer, builder.connection),
                builder.leavingOutUnsupported);
    }

    /** {@return a client of {@code model} with the key in the environment variable {@code MISTRAL_API_KEY}} */
    public static MistralClient fromEnv(String model) {
        return builder(model).build();
    }

    /** {@return a builder of a client of {@code model}, such as {@code "mistral-large-latest"}} */
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
        return "MistralClient[" + endpoint + "]";
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

        /** Sets how the provider is reached. */
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
        public MistralClient build() {
            return new MistralClient(this);
        }
    }
}
