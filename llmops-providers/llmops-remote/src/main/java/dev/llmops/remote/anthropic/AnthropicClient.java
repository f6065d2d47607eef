package dev.llmops.remote.anthropic;

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
import dev.llmops.remote.wire.Authorizer;
import dev.llmops.remote.wire.ModelEndpoint;
import dev.llmops.remote.wire.ModelTable;
import dev.llmops.remote.wire.ProviderLink;
import org.jspecify.annotations.Nullable;

/**
 * A Claude model of Anthropic.
 *
 * <p>Safe for concurrent use. Keeps connections open between calls: make one and keep it, and close
 * it when it is no longer used. Options that only Anthropic has are in {@link AnthropicOptions}.
 *
 * <p>Anthropic wants every request to limit its answer: where {@code maxOutputTokens} is not set, the most
 * that the model is known to write is sent, and 4,096 for a model of which nothing is known. The option
 * metadata {@code user_id} is sent to Anthropic, other metadata is not.
 *
 * <pre>{@code
 * try (AnthropicClient model = AnthropicClient.fromEnv("claude-sonnet-4-6")) {
 *     String answer = model.generate(ModelRequest.of("Why is the sky blue?"), ModelCall.detached()).text();
 * }
 * }</pre>
 */
public final class AnthropicClient implements ModelClient, RequestTokenCounter, AutoCloseable {
    /** The provider's name. */
    public static final String PROVIDER = "anthropic";

    static final String ADDRESS = "https://api.anthropic.com";
    static final String KEY_VARIABLE = "ANTHROPIC_API_KEY";
    static final String KEY_HEADER = "x-api-key";

    private final ModelEndpoint endpoint;

    private AnthropicClient(Builder builder) {
        Authorizer authorizer = Authorizer.header(
                KEY_HEADER, builder.connection.credentials().orElseGet(() -> Credentials.environment(KEY_VARIABLE)));
        this.endpoint = new ModelEndpoint(
                builder.info == null ? ModelTable.of(PROVIDER).info(builder.model) : builder.info,
                new AnthropicProtocol(),
                new ProviderLink(PROVIDER, ADDRESS, authorizer, builder.connection),
                builder.leavingOutUnsupported);
    }

    /** {@return a client of {@code model} with the key in the environment variable {@code ANTHROPIC_API_KEY}} */
    public static AnthropicClient fromEnv(String model) {
        return builder(model).build();
    }

    /** {@return a builder of a client of {@code model}, such as {@code "claude-sonnet-4-6"}} */
    public static Builder builder(String model) {
        return new Builder(model);
    }

    @Override
    public ModelResponse generate(ModelRequest request, ModelCall call) {
        return endpoint.generate(request, call);
    }

    @Override
    public TokenCounter.Count count(ModelRequest request, CallControl control) {
        Require.nonNull(request, "request");
        Require.nonNull(control, "control");
        return AnthropicTokenCount.ask(endpoint, request, control);
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
        return "AnthropicClient[" + endpoint + "]";
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

        /** Sets how the provider is reached; a base address ends before {@code /v1}. */
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
        public AnthropicClient build() {
            return new AnthropicClient(this);
        }
    }
}
