package dev.llmops.remote.huggingface;

import dev.llmops.api.Locality;
import dev.llmops.api.Require;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.chat.ChatDialect;
import dev.llmops.remote.chat.ChatProtocol;
import dev.llmops.remote.wire.Authorizer;
import dev.llmops.remote.wire.ModelEndpoint;
import dev.llmops.remote.wire.ModelTable;
import dev.llmops.remote.wire.ProviderLink;
import org.jspecify.annotations.Nullable;

/**
 * An open model that one of the providers behind the router of Hugging Face runs.
 *
 * <p>Safe for concurrent use. Keeps connections open between calls: make one and keep it, and close
 * it when it is no longer used.
 *
 * <p>The model is named as on the hub, {@code "org/name"}, and the router chooses who runs it, or with
 * the provider behind a colon, {@code "org/name:provider"}. What a model can do depends on who runs
 * it, so every option is sent. For a server of one's own see {@link TgiClient}.
 *
 * <pre>{@code
 * HuggingFaceClient model = HuggingFaceClient.fromEnv("openai/gpt-oss-120b:cerebras");
 * }</pre>
 */
public final class HuggingFaceClient implements ModelClient, AutoCloseable {
    /** The provider's name. */
    public static final String PROVIDER = "huggingface";

    private static final String ADDRESS = "https://router.huggingface.co/v1";
    private static final String KEY_VARIABLE = "HF_TOKEN";

    private final ModelEndpoint endpoint;

    private HuggingFaceClient(Builder builder) {
        Authorizer authorizer = Authorizer.bearer(
                builder.connection.credentials().orElseGet(() -> Credentials.environment(KEY_VARIABLE)));
        this.endpoint = new ModelEndpoint(
                builder.info == null
                        ? ModelTable.empty(PROVIDER, Locality.REMOTE).info(builder.model)
                        : builder.info,
                new ChatProtocol(dialect()),
                new ProviderLink(PROVIDER, ADDRESS, authorizer, connection(builder)),
                builder.leavingOutUnsupported);
    }

    /** {@return a client of {@code model} with the key in the environment variable {@code HF_TOKEN}} */
    public static HuggingFaceClient fromEnv(String model) {
        return builder(model).build();
    }

    /** {@return a builder of a client of {@code model}, such as {@code "openai/gpt-oss-120b"}} */
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
        return "HuggingFaceClient[" + endpoint + "]";
    }

    private static Connection connection(Builder builder) {
        return builder.billTo.isEmpty()
                ? builder.connection
                : builder.connection.toBuilder()
                        .header("x-hf-bill-to", builder.billTo)
                        .build();
    }

    private static ChatDialect dialect() {
        return ChatDialect.common(PROVIDER)
                .extendedBy((options, body, encoding) ->
                        options.providerOptions(HuggingFaceOptions.class).ifPresent(own -> own.write(body)));
    }

    /** Collects the settings of a client. Not safe for concurrent use. */
    public static final class Builder {
        private final String model;
        private Connection connection = Connection.defaults();
        private @Nullable ModelInfo info;
        private String billTo = "";
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

        /** Sets the organisation that pays, in place of the owner of the key. */
        public Builder billTo(String organisation) {
            this.billTo = Require.nonBlank(organisation, "organisation");
            return this;
        }

        /** Leaves out options that the model does not take, with a warning on the response, instead of failing. */
        public Builder leavingOutUnsupported() {
            this.leavingOutUnsupported = true;
            return this;
        }

        /** {@return the client} */
        public HuggingFaceClient build() {
            return new HuggingFaceClient(this);
        }
    }
}
