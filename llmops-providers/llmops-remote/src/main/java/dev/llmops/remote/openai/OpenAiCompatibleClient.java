package dev.llmops.remote.openai;

import dev.llmops.api.Locality;
import dev.llmops.api.Require;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.chat.ChatProtocol;
import dev.llmops.remote.chat.CompletionProtocol;
import dev.llmops.remote.chat.PlainPrompt;
import dev.llmops.remote.responses.ResponsesProtocol;
import dev.llmops.remote.wire.Authorizer;
import dev.llmops.remote.wire.Loopback;
import dev.llmops.remote.wire.ModelEndpoint;
import dev.llmops.remote.wire.ModelProtocol;
import dev.llmops.remote.wire.ProviderLink;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A model on any server that speaks OpenAI's chat completions.
 *
 * <p>Safe for concurrent use. Keeps connections open between calls: make one and keep it, and close
 * it when it is no longer used. A server whose host is {@code localhost} or a loopback address runs
 * on this machine, so its {@link ModelInfo#locality()} is {@link Locality#LOCAL}; every other is
 * remote, also when it is one's own.
 *
 * <pre>{@code
 * OpenAiCompatibleClient model = OpenAiCompatibleClient.fromEnv(CompatibleServer.GROQ, "llama-3.3-70b-versatile");
 * }</pre>
 */
public final class OpenAiCompatibleClient implements ModelClient, AutoCloseable {
    private final ModelEndpoint endpoint;

    private OpenAiCompatibleClient(Builder builder) {
        CompatibleServer server = builder.server;
        ProviderLink link = new ProviderLink(server.name(), server.baseUri(), authorizer(builder), builder.connection);
        this.endpoint = new ModelEndpoint(
                builder.info == null ? info(server, builder.model, link.base()) : builder.info,
                protocol(builder),
                link,
                builder.leavingOutUnsupported);
    }

    private static ModelProtocol protocol(Builder builder) {
        if (builder.prompt != null) {
            return new CompletionProtocol(builder.server.dialect(), builder.prompt);
        }
        return builder.api == Api.RESPONSES
                ? new ResponsesProtocol(OpenAiDialects.responses(builder.server.name()))
                : new ChatProtocol(builder.server.dialect());
    }

    private static Authorizer authorizer(Builder builder) {
        String variable = builder.server.keyVariable();
        return Authorizer.bearer(builder.connection
                .credentials()
                .orElseGet(() -> variable.isEmpty() ? Credentials.none() : Credentials.environment(variable)));
    }

    private static ModelInfo info(CompatibleServer server, String model, URI address) {
        Locality locality = Loopback.is(address) ? Locality.LOCAL : Locality.REMOTE;
        return server.models().at(locality).info(model);
    }

    /** {@return a client of {@code model} on {@code server} with the key in the server's environment variable} */
    public static OpenAiCompatibleClient fromEnv(CompatibleServer server, String model) {
        return builder(server, model).build();
    }

    /** {@return a builder of a client of {@code model}, as the server names it, on {@code server}} */
    public static Builder builder(CompatibleServer server, String model) {
        return new Builder(server, model);
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
        return "OpenAiCompatibleClient[" + endpoint + "]";
    }

    /** Collects the settings of a client. Not safe for concurrent use. */
    public static final class Builder {
        private final CompatibleServer server;
        private final String model;
        private Connection connection = Connection.defaults();
        private @Nullable ModelInfo info;
        private @Nullable Function<List<Message>, String> prompt;
        private Api api = Api.CHAT;
        private boolean leavingOutUnsupported;

        private Builder(CompatibleServer server, String model) {
            this.server = Require.nonNull(server, "server");
            this.model = Require.nonBlank(model, "model");
        }

        /** Sets how the server is reached; its address replaces that of the server. */
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
         * Sets which API the server is asked through; the default is {@link Api#CHAT}, which all of them have. Options
         * for {@link Api#RESPONSES} are those of OpenAI.
         */
        public Builder api(Api api) {
            this.api = Require.nonNull(api, "api");
            return this;
        }

        /**
         * Asks by plain completions, for models that only continue a text.
         *
         * <p>A single message of the user is sent as it is. Of a longer conversation each message is a
         * paragraph that begins with {@code System:}, {@code User:} or {@code Assistant:}, and the text
         * ends with {@code Assistant:}.
         */
        public Builder plainCompletions() {
            return plainCompletions(new PlainPrompt());
        }

        /** Asks by plain completions, with a prompt that {@code prompt} makes of the conversation. */
        public Builder plainCompletions(Function<List<Message>, String> prompt) {
            this.prompt = Require.nonNull(prompt, "prompt");
            return this;
        }

        /** Leaves out options that the server does not take, with a warning on the response, instead of failing. */
        public Builder leavingOutUnsupported() {
            this.leavingOutUnsupported = true;
            return this;
        }

        /** {@return the client} */
        public OpenAiCompatibleClient build() {
            return new OpenAiCompatibleClient(this);
        }
    }
}
