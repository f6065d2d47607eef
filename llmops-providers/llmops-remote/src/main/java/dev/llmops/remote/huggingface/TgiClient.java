package dev.llmops.remote.huggingface;

import dev.llmops.api.Locality;
import dev.llmops.api.Require;
import dev.llmops.api.model.Capability;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.chat.PlainPrompt;
import dev.llmops.remote.wire.Authorizer;
import dev.llmops.remote.wire.Loopback;
import dev.llmops.remote.wire.ModelEndpoint;
import dev.llmops.remote.wire.ProviderLink;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A model that only continues a text, such as BLOOM, on a server with Text Generation Inference.
 *
 * <p>Safe for concurrent use. Keeps connections open between calls: make one and keep it, and close
 * it when it is no longer used. The server is one's own, at {@code http://localhost:8080} unless the
 * connection says otherwise, or an Inference Endpoint of Hugging Face. On this machine no key is sent
 * unless the connection has one; elsewhere it is {@code HF_TOKEN}. Its host decides the
 * {@link ModelInfo#locality()}: {@code localhost} and loopback addresses are local.
 *
 * <p>A conversation becomes one text, by default in a plain form: a single message of the user is sent
 * as it is; of several, each is a paragraph that begins with {@code System:}, {@code User:},
 * {@code Assistant:} or {@code Tool:}, and the text ends with {@code Assistant:}.
 * {@link Builder#prompt} sets another form, such as the one a model was trained with.
 *
 * <p>Chat models on such a server are better asked as {@code CompatibleServer.TGI}.
 *
 * <pre>{@code
 * TgiClient model = TgiClient.builder("bigscience/bloom")
 *         .connection(Connection.builder().baseUri("https://bloom.example.org").build())
 *         .build();
 * }</pre>
 */
public final class TgiClient implements ModelClient, AutoCloseable {
    /** The provider's name. */
    public static final String PROVIDER = "tgi";

    private static final String ADDRESS = "http://localhost:8080";
    private static final String KEY_VARIABLE = "HF_TOKEN";

    private final ModelEndpoint endpoint;

    private TgiClient(Builder builder) {
        URI address = builder.connection.baseUri().orElse(URI.create(ADDRESS));
        boolean local = Loopback.is(address);
        Authorizer authorizer = Authorizer.bearer(builder.connection
                .credentials()
                .orElseGet(() -> local ? Credentials.none() : Credentials.environment(KEY_VARIABLE)));
        this.endpoint = new ModelEndpoint(
                builder.info == null ? info(builder.model, local) : builder.info,
                new TgiProtocol(builder.prompt),
                new ProviderLink(PROVIDER, ADDRESS, authorizer, builder.connection),
                builder.leavingOutUnsupported);
    }

    private static ModelInfo info(String model, boolean local) {
        Set<Capability> capabilities = EnumSet.allOf(Capability.class);
        capabilities.removeAll(EnumSet.of(
                Capability.TOOLS, Capability.PARALLEL_TOOLS, Capability.REASONING, Capability.PROMPT_CACHING));
        return ModelInfo.builder(PROVIDER, model)
                .locality(local ? Locality.LOCAL : Locality.REMOTE)
                .capabilities(capabilities)
                .build();
    }

    /** {@return a client of {@code model} at {@code address}, with {@code HF_TOKEN} as its key if that is elsewhere} */
    public static TgiClient at(String address, String model) {
        return builder(model)
                .connection(Connection.builder().baseUri(address).build())
                .build();
    }

    /** {@return a builder of a client of {@code model}, such as {@code "bigscience/bloom"}} */
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
        return "TgiClient[" + endpoint + "]";
    }

    /** Collects the settings of a client. Not safe for concurrent use. */
    public static final class Builder {
        private final String model;
        private Connection connection = Connection.defaults();
        private @Nullable ModelInfo info;
        private Function<List<Message>, String> prompt = new PlainPrompt();
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

        /** Sets how a conversation becomes one text. */
        public Builder prompt(Function<List<Message>, String> prompt) {
            this.prompt = Require.nonNull(prompt, "prompt");
            return this;
        }

        /** Leaves out options that the model does not take, with a warning on the response, instead of failing. */
        public Builder leavingOutUnsupported() {
            this.leavingOutUnsupported = true;
            return this;
        }

        /** {@return the client} */
        public TgiClient build() {
            return new TgiClient(this);
        }
    }
}
