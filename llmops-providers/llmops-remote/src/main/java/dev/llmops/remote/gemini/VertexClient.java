package dev.llmops.remote.gemini;

import dev.llmops.api.CallControl;
import dev.llmops.api.ConfigurationException;
import dev.llmops.api.Require;
import dev.llmops.api.model.Modality;
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
import dev.llmops.remote.wire.Framing;
import dev.llmops.remote.wire.ModelEndpoint;
import dev.llmops.remote.wire.ModelTable;
import dev.llmops.remote.wire.ProviderLink;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A model of Google, by Vertex AI.
 *
 * <p>Requests carry an OAuth access token, which is good for about an hour: give the connection
 * {@link Credentials} that fetch a new one in time, such as with Google's own authentication
 * library. Without them it is read from the environment variable {@code GOOGLE_OAUTH_ACCESS_TOKEN}.
 * What is said of blocked prompts and answers at {@link GeminiClient} holds here too.
 *
 * <p>Safe for concurrent use. Keeps connections open between calls: make one and keep it, and close
 * it when it is no longer used.
 */
public final class VertexClient implements ModelClient, RequestTokenCounter, AutoCloseable {
    /** The provider's name. */
    public static final String PROVIDER = "vertex";

    static final String TOKEN_VARIABLE = "GOOGLE_OAUTH_ACCESS_TOKEN";
    static final String PROJECT_VARIABLE = "GOOGLE_CLOUD_PROJECT";
    static final String LOCATION_VARIABLE = "GOOGLE_CLOUD_LOCATION";

    private static final String GLOBAL = "global";

    private final ModelEndpoint endpoint;
    private final RequestTokenCounter counter;

    private VertexClient(Builder builder) {
        String root = "/projects/" + builder.project + "/locations/" + builder.location;
        GeminiPlace place = new GeminiPlace(PROVIDER, root + "/publishers/google/models", root, true, builder.stream);
        ModelInfo info = builder.info == null ? info(builder.model) : builder.info;
        Authorizer authorizer = Authorizer.bearer(
                builder.connection.credentials().orElseGet(() -> Credentials.environment(TOKEN_VARIABLE)));
        ProviderLink link = new ProviderLink(PROVIDER, address(builder.location), authorizer, builder.connection);
        this.endpoint = new ModelEndpoint(info, new GeminiProtocol(place), link, builder.leavingOutUnsupported);
        this.counter = new GeminiTokenCount(place, link, info);
    }

    private static String address(String location) {
        String host = location.equals(GLOBAL) ? "" : location + "-";
        return "https://" + host + "aiplatform.googleapis.com/v1beta1";
    }

    /** The models are the same as those of AI Studio. */
    private static ModelInfo info(String model) {
        ModelInfo known = ModelTable.of(GeminiClient.PROVIDER).info(model);
        ModelInfo.Builder info = ModelInfo.builder(PROVIDER, model)
                .locality(known.locality())
                .inputs(Modality.TEXT, known.inputs().toArray(Modality[]::new))
                .capabilities(known.capabilities())
                .priceClass(known.priceClass());
        Modality[] outputs = known.outputs().toArray(Modality[]::new);
        info.outputs(outputs[0], outputs);
        known.contextWindow().ifPresent(info::contextWindow);
        known.maxOutputTokens().ifPresent(info::maxOutputTokens);
        return info.build();
    }

    /**
     * {@return a client of {@code model} in the project of the environment variable
     * {@code GOOGLE_CLOUD_PROJECT}, at the location of {@code GOOGLE_CLOUD_LOCATION} or else {@code global}}
     *
     * @throws ConfigurationException if no project is set
     */
    public static VertexClient fromEnv(String model) {
        return fromEnv(model, System::getenv).build();
    }

    static Builder fromEnv(String model, UnaryOperator<String> environment) {
        String project = environment.apply(PROJECT_VARIABLE);
        if (project == null || project.isBlank()) {
            throw new ConfigurationException("No project for Vertex AI: the environment variable " + PROJECT_VARIABLE
                    + " is not set. Set it, or build the client with a project.");
        }
        String location = environment.apply(LOCATION_VARIABLE);
        return builder(model, project.strip(), location == null || location.isBlank() ? GLOBAL : location.strip());
    }

    /**
     * {@return a builder of a client}
     *
     * @param model such as {@code "gemini-2.5-flash"}, or {@code "endpoints/123"} for one of the user's own
     * @param project the id or number of the project that pays
     * @param location where the model runs, such as {@code "europe-west4"}, or {@code "global"}
     */
    public static Builder builder(String model, String project, String location) {
        return new Builder(model, project, location);
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
        return "VertexClient[" + endpoint + "]";
    }

    /** Collects the settings of a client. Not safe for concurrent use. */
    public static final class Builder {
        private static final Pattern PROJECT = Pattern.compile("[A-Za-z0-9.:-]{1,80}");
        private static final Pattern LOCATION = Pattern.compile("[a-z0-9-]{1,40}");

        private final String model;
        private final String project;
        private final String location;
        private Connection connection = Connection.defaults();
        private @Nullable ModelInfo info;
        private Framing stream = Framing.SSE;
        private boolean leavingOutUnsupported;

        private Builder(String model, String project, String location) {
            this.model = Require.nonBlank(model, "model");
            this.project = Require.nonBlank(project, "project");
            this.location = Require.nonBlank(location, "location");
            // Both become part of the address.
            Require.that(PROJECT.matcher(project).matches(), "project", "project must be the id of a project");
            Require.that(
                    LOCATION.matcher(location).matches(), "location", "location must look like europe-west4 or global");
        }

        /** Sets how the provider is reached, and with which access token. */
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
        public VertexClient build() {
            return new VertexClient(this);
        }
    }
}
