package dev.llmops.remote.gemini;

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
import dev.llmops.remote.wire.Authorizer;
import dev.llmops.remote.wire.EnvironmentKey;
import dev.llmops.remote.wire.Framing;
import dev.llmops.remote.wire.ModelEndpoint;
import dev.llmops.remote.wire.ModelTable;
import dev.llmops.remote.wire.ProviderLink;
import org.jspecify.annotations.Nullable;

/**
 * A model of Google, by the Gemini API of AI Studio.
 *
 * <p>A prompt that Google blocks fails with the class {@code CONTENT_FILTERED}; an answer that it
 * blocks or breaks off ends with the reason {@code CONTENT_FILTER} and what there is of it. Options
 * that only these models have are in {@link GeminiOptions}.
 *
 * <p>Safe for concurrent use. Keeps connections open between calls: make one and keep it, and close
 * it when it is no longer used.
 *
 * <pre>{@code
 * try (GeminiClient model = GeminiClient.fromEnv("gemini-2.5-flash")) {
 *     String answer = model.generate(ModelRequest.of("Why is the sky blue?"), ModelCall.detached()).text();
 * }
 * }</pre>
 */
public final class GeminiClient implements ModelClient, RequestTokenCounter, AutoCloseable {
    /** The provider's name. */
    public static final String PROVIDER = "gemini";

    static final String ADDRESS = "https://generativelanguage.googleapis.com/v1beta";
    static final String KEY_VARIABLE = "GEMINI_API_KEY";
    static final String OTHER_KEY_VARIABLE = "GOOGLE_API_KEY";

    private final ModelEndpoint endpoint;
    private final RequestTokenCounter counter;

    private GeminiClient(Builder builder) {
        GeminiPlace place = new GeminiPlace(PROVIDER, "/models", "", false, builder.stream);
        ModelInfo info = builder.info == null ? ModelTable.of(PROVIDER).info(builder.model) : builder.info;
        Authorizer authorizer = Authorizer.header(
                "x-goog-api-key",
                builder.connection
                        .credentials()
                        .orElseGet(() -> EnvironmentKey.firstOf(KEY_VARIABLE, OTHER_KEY_VARIABLE)));
        ProviderLink link = new ProviderLink(PROVIDER, ADDRESS, authorizer, builder.connection);
        this.endpoint = new ModelEndpoint(info, new GeminiProtocol(place), link, builder.leavingOutUnsupported);
        this.counter = new GeminiTokenCount(place, link, info);
    }

    /**
     * {@return a client of {@code model} with the key in the environment variable {@code GEMINI_API_KEY}, or
     * {@code GOOGLE_API_KEY} where that is not set}
     */
    public static GeminiClient fromEnv(String model) {
        return builder(model).build();
    }

    /** {@return a builder of a client of {@code model}, such as {@code "gemini-2.5-flash"}} */
    public static Builder builder(String model) {
        return new Builder(model);
    }

    @Override
    public ModelResponse generate(ModelRequest request, ModelCall call) {
        return endpoint.generate(request, call);
    }

    @Override
    public TokenCounter.Count count(ModelRequest request, CallControl control) {
        return counter.count(request, control);
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
        return "GeminiClient[" + endpoint + "]";
    }

    /** Collects the settings of a client. Not safe for concurrent use. */
    public static final class Builder {
        private final String model;
        private Connection connection = Connection.defaults();
        private @Nullable ModelInfo info;
        private Framing stream = Framing.SSE;
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

        /** Has streams come as a JSON array, for gateways that do not pass server-sent events on. */
        public Builder streamingAsArray() {
            this.stream = Framing.JSON_ARRAY;
            return this;
        }

        /** Leaves out options that the model does not take, with a warning on the response, instead of failing. */
        public Builder leavingOutUnsupported() {
            this.leavingOutUnsupported = true;
            return this;
        }

        /** {@return the client} */
        public GeminiClient build() {
            return new GeminiClient(this);
        }
    }
}
