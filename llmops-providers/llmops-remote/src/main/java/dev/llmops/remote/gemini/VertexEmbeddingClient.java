package dev.llmops.remote.gemini;

import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.EmbeddingModelInfo;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingResponse;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.embedding.BatchLimits;
import dev.llmops.remote.embedding.EmbeddingEndpoint;
import dev.llmops.remote.embedding.EmbeddingSetup;
import dev.llmops.remote.wire.Authorizer;
import dev.llmops.remote.wire.PathSegment;

/**
 * An embedding model of Google, by way of Vertex AI.
 *
 * <p>Safe for concurrent use. Keeps connections open between calls: make one and keep it, and close
 * it when it is no longer used. Google's tokens live for an hour: give credentials that fetch new ones.
 */
public final class VertexEmbeddingClient implements EmbeddingClient, AutoCloseable {
    /** The provider's name. */
    public static final String PROVIDER = VertexClient.PROVIDER;

    /** Vertex takes 250 texts and 20,000 tokens; ours are estimated. */
    private static final BatchLimits LIMITS = new BatchLimits(250, 15_000);

    private final EmbeddingEndpoint endpoint;

    private VertexEmbeddingClient(Builder builder) {
        EmbeddingSetup setup = builder.setup;
        String model = setup.model();
        String path = "/projects/" + PathSegment.of(builder.project, "project")
                + "/locations/" + PathSegment.of(builder.location, "location") + "/publishers/google/models/"
                + PathSegment.of(model, "model");
        EmbeddingTask task = new EmbeddingTask(builder.taskForm, builder.queryTask);
        Credentials token =
                setup.connection().credentials().orElseGet(() -> Credentials.environment(VertexClient.TOKEN_VARIABLE));
        boolean predicts = builder.method == Method.PREDICT;
        this.endpoint = setup.endpoint(
                PROVIDER,
                address(builder.location),
                Authorizer.bearer(token),
                predicts ? new VertexPredictProtocol(path, task) : new GeminiContentProtocol(path, task),
                predicts && !model.startsWith("gemini-") ? LIMITS : BatchLimits.of(1));
    }

    /**
     * {@return a builder of a client, with the token in the environment variable {@code GOOGLE_OAUTH_ACCESS_TOKEN}}
     *
     * @param model the model, such as {@code "text-embedding-005"}
     * @param project the id or number of the project that pays
     * @param location where the model runs, such as {@code "europe-west4"}, or {@code "global"}
     */
    public static Builder builder(String model, String project, String location) {
        return new Builder(model, project, location);
    }

    private static String address(String location) {
        return "https://" + (location.equals("global") ? "" : location + "-") + "aiplatform.googleapis.com/v1beta1";
    }

    @Override
    public EmbeddingResponse embed(EmbeddingRequest request, CallControl control) {
        return endpoint.embed(request, control);
    }

    @Override
    public EmbeddingModelInfo info() {
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
        return "VertexEmbeddingClient[" + endpoint + "]";
    }

    /** A way of embedding. */
    public enum Method {
        /** The older one. */
        PREDICT,
        /** The newer one, with one text at a time. */
        EMBED_CONTENT
    }

    /** Collects the settings of a client. Not safe for concurrent use. */
    public static final class Builder {
        private final EmbeddingSetup setup;
        private final String project;
        private final String location;
        private Method method;
        private TaskForm taskForm;
        private String queryTask = EmbeddingTask.SEARCH;

        private Builder(String model, String project, String location) {
            this.project = Require.nonBlank(project, "project");
            this.location = Require.nonBlank(location, "location");
            this.setup = new EmbeddingSetup(model);
            this.taskForm = TaskForm.of(model);
            this.method = taskForm == TaskForm.IN_TEXT ? Method.EMBED_CONTENT : Method.PREDICT;
        }

        /** Sets how the provider is reached. */
        public Builder connection(Connection connection) {
            setup.connection(connection);
            return this;
        }

        /** Sets what is known about the model, where that is nothing or wrong. */
        public Builder info(EmbeddingModelInfo info) {
            setup.info(info);
            return this;
        }

        /** Sets how long vectors shall be where a request does not say, for models that can shorten them. */
        public Builder dimensions(int dimensions) {
            setup.dimensions(dimensions);
            return this;
        }

        /** Sets how many texts are sent at once at most; some models take one only. */
        public Builder textsPerRequest(int most) {
            setup.textsPerRequest(most);
            return this;
        }

        /** Sets which of Vertex's two ways of embedding the model has, where its name does not tell. */
        public Builder method(Method method) {
            this.method = Require.nonNull(method, "method");
            return this;
        }

        /** Sets how the model is told what the vectors are for. */
        public Builder taskForm(TaskForm taskForm) {
            this.taskForm = Require.nonNull(taskForm, "taskForm");
            return this;
        }

        /**
         * Sets what queries are for, of the models that are told in the text, such as {@code "question answering"};
         * unless said otherwise it is {@code "search result"}.
         */
        public Builder queryTask(String task) {
            this.queryTask = Require.nonBlank(task, "task");
            return this;
        }

        /** Sets a member of every request by name, for what this library does not know yet; the value is JSON text. */
        public Builder member(String name, String json) {
            setup.member(name, json);
            return this;
        }

        /** {@return the client} */
        public VertexEmbeddingClient build() {
            return new VertexEmbeddingClient(this);
        }
    }
}
