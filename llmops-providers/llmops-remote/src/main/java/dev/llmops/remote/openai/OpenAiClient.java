package dev.llmops.remote.openai;

import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.RequestTokenCounter;
import dev.llmops.api.model.TokenCounter;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.chat.ChatProtocol;
import dev.llmops.remote.responses.ResponsesProtocol;
import dev.llmops.remote.wire.Authorizer;
import dev.llmops.remote.wire.ModelEndpoint;
import dev.llmops.remote.wire.ModelTable;
import dev.llmops.remote.wire.ProviderLink;
import org.jspecify.annotations.Nullable;

/**
 * A model of OpenAI.
 *
 * <p>Safe for concurrent use. Keeps connections open between calls: make one and keep it, and close
 * it when it is no longer used. Options that only OpenAI has are in {@link OpenAiOptions} and
 * {@link OpenAiResponsesOptions}.
 *
 * <pre>{@code
 * try (OpenAiClient model = OpenAiClient.fromEnv("gpt-5.2")) {
 *     String answer = model.generate(ModelRequest.of("Why is the sky blue?"), ModelCall.detached()).text();
 * }
 * }</pre>
 */
public final class OpenAiClient implements ModelClient, RequestTokenCounter, AutoCloseable {
    /** The provider's name. */
    public static final String PROVIDER = "openai";

    static final String ADDRESS = "https://api.openai.com/v1";
    static final String ADDRESS_VARIABLE = "OPENAI_BASE_URL";
    static final String KEY_VARIABLE = "OPENAI_API_KEY";

    private final ModelEndpoint endpoint;

    private OpenAiClient(Builder builder) {
        Authorizer authorizer = Authorizer.bearer(
                builder.connection.credentials().orElseGet(() -> Credentials.environment(KEY_VARIABLE)));
        this.endpoint = new ModelEndpoint(
                builder.info == null ? ModelTable.of(PROVIDER).info(builder.model) : builder.info,
                builder.api == Api.RESPONSES
                        ? new ResponsesProtocol(OpenAiDialects.responses(PROVIDER))
                        : new ChatProtocol(OpenAiDialects.openAi()),
                new ProviderLink(PROVIDER, ADDRESS, authorizer, builder.connection),
                builder.leavingOutUnsupported);
    }

    /**
     * {@return a client of {@code model}, with the key in the environment variable {@code OPENAI_API_KEY}, at the
     * address in {@code OPENAI_BASE_URL} if that is set}
     */
    public static OpenAiClient fromEnv(String model) {
        return builder(model).connection(environment()).build();
    }

    /** {@return a connection to the address that the environment names, if it names one} */
    static Connection environment() {
        String address = System.getenv(ADDRESS_VARIABLE);
        return address == null || address.isBlank() ? Connection.defaults() : Connection.to(address);
    }

    /** {@return a builder of a client of {@code model}, such as {@code "gpt-5.2"}} */
    public static Builder builder(String model) {
        return new Builder(model);
    }

    @Override
    public ModelResponse generate(ModelRequest request, ModelCall call) {
        return endpoint.generate(request, call);
    }

    /**
     * {@inheritDoc}
     *
     * <p>OpenAI counts what the Responses API would be sent, whichever API this client uses.
     */
    @Override
    public TokenCounter.Count count(ModelRequest request, CallControl control) {
        return new InputTokens(endpoint.link(), endpoint.info()).count(request, control);
    }

    /** {@return the responses that OpenAI keeps, for those made in the background; they use this client's connections} */
    public OpenAiStoredResponses storedResponses() {
        return new OpenAiStoredResponses(endpoint.link(), endpoint.info());
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
        return "OpenAiClient[" + endpoint + "]";
    }

    /** Collects the settings of a client. Not safe for concurrent use. */
    public static final class Builder {
        private final String model;
        private Connection connection = Connection.defaults();
        private @Nullable ModelInfo info;
        private Api api = Api.CHAT;
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

        /**
         * Sets which of its two APIs OpenAI is asked through; the default is {@link Api#CHAT}, which takes every
         * portable option and stores nothing. Use {@link Api#RESPONSES} for OpenAI's own tools, and for models that
         * reason between calls of tools.
         */
        public Builder api(Api api) {
            this.api = Require.nonNull(api, "api");
            return this;
        }

        /** Leaves out options that the model does not take, with a warning on the response, instead of failing. */
        public Builder leavingOutUnsupported() {
            this.leavingOutUnsupported = true;
            return this;
        }

        /** {@return the client} */
        public OpenAiClient build() {
            return new OpenAiClient(this);
        }
    }
}
