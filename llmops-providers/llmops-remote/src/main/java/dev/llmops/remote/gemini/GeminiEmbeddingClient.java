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
import dev.llmops.remote.wire.EnvironmentKey;

/**
 * An embedding model of Google, by way of the Gemini API.
 *
 * <p>Safe for concurrent use. Keeps connections open between calls: make one and keep it, and close
 * it when it is no longer used.
 */
public final class GeminiEmbeddingClient implements EmbeddingClient, AutoCloseable {
    /** The provider's name. */
    public static final String PROVIDER = GeminiClient.PROVIDER;

    private static final BatchLimits LIMITS = BatchLimits.of(100);

    private final EmbeddingEndpoint endpoint;

    private GeminiEmbeddingClient(Builder builder) {
        EmbeddingSetup setup = builder.setup;
        Credentials key = setup.connection()
                .credentials()
                .orElseGet(() -> EnvironmentKey.firstOf(GeminiClient.KEY_VARIABLE, GeminiClient.OTHER_KEY_VARIABLE));
        this.endpoint = setup.endpoint(
                PROVIDER,
                GeminiClient.ADDRESS,
                Authorizer.header("x-goog-api-key", key),
                new GeminiEmbeddingProtocol(
                        setup.model(),
                        new EmbeddingTask(builder.taskForm, builder.queryTask),
                        setup.textsPerRequest() == 1),
                LIMITS);
    }

    /**
     * {@return a client of {@code model} with the key in the environment variable {@code GEMINI_API_KEY}, or
     * {@code GOOGLE_API_KEY} where that is not set}
     */
    public static GeminiEmbeddingClient fromEnv(String model) {
        return builder(model).build();
    }

    /** {@return a builder of a client of {@code model}, such as {@code "gemini-embedding-001"}} */
    public static Builder builder(String model) {
        return new Builder(model);
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
        return "GeminiEmbeddingClient[" + endpoint + "]";
    }

    /** Collects the settings of a client. Not safe for concurrent use. */
    public static final class Builder {
        private final EmbeddingSetup setup;
        private TaskForm taskForm;
        private String queryTask = EmbeddingTask.SEARCH;

        private Builder(String model) {
            this.setup = new EmbeddingSetup(model);
            this.taskForm = TaskForm.of(model);
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

        /** Sets how many texts are sent at once at most; 1 uses the interface for single texts. */
        public Builder textsPerRequest(int most) {
            setup.textsPerRequest(most);
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
        public GeminiEmbeddingClient build() {
            return new GeminiEmbeddingClient(this);
        }
    }
}
