package dev.llmops.remote.openai;

import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.EmbeddingModelInfo;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingResponse;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.embedding.BaseAddress;
import dev.llmops.remote.embedding.EmbeddingEndpoint;
import dev.llmops.remote.embedding.EmbeddingSetup;
import dev.llmops.remote.embedding.PathSegment;
import dev.llmops.remote.wire.Authorizer;
import org.jspecify.annotations.Nullable;

/**
 * An embedding model of OpenAI, deployed on Azure.
 *
 * <p>Safe for concurrent use. Keeps connections open between calls: make one and keep it, and close
 * it when it is no longer used. What is known about the model is not known by the name of its
 * deployment: say it with {@link Builder#info} where it matters.
 */
public final class AzureOpenAiEmbeddingClient implements EmbeddingClient, AutoCloseable {
    /** The provider's name. */
    public static final String PROVIDER = "azure-openai";

    private static final String KEY_VARIABLE = "AZURE_OPENAI_API_KEY";

    private final EmbeddingEndpoint endpoint;

    private AzureOpenAiEmbeddingClient(Builder builder) {
        EmbeddingSetup setup = builder.setup;
        String deployment = setup.model();
        String path = builder.apiVersion.isEmpty()
                ? "/openai/v1/embeddings"
                : "/openai/deployments/" + PathSegment.of(deployment) + "/embeddings?api-version="
                        + PathSegment.of(builder.apiVersion);
        Credentials key = setup.connection().credentials().orElseGet(() -> Credentials.environment(KEY_VARIABLE));
        this.endpoint = setup.endpoint(
                PROVIDER,
                builder.resource,
                builder.token == null ? Authorizer.header("api-key", key) : Authorizer.bearer(builder.token),
                OpenAiEmbeddingClient.protocol(path, deployment, builder.asNumbers),
                OpenAiEmbeddingClient.LIMITS);
    }

    /**
     * {@return a builder of a client with the key in the environment variable {@code AZURE_OPENAI_API_KEY}}
     *
     * @param resource the address of the resource, such as {@code "https://acme.openai.azure.com"}
     * @param deployment the name under which the model is deployed
     */
    public static Builder builder(String resource, String deployment) {
        return new Builder(resource, deployment);
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
        return "AzureOpenAiEmbeddingClient[" + endpoint + "]";
    }

    /** Collects the settings of a client. Not safe for concurrent use. */
    public static final class Builder {
        private final EmbeddingSetup setup;
        private final String resource;
        private String apiVersion = "";
        private @Nullable Credentials token;
        private boolean asNumbers;

        private Builder(String resource, String deployment) {
            this.resource = BaseAddress.of(resource);
            this.setup = new EmbeddingSetup(deployment);
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

        /** Sets how many texts are sent at once at most. */
        public Builder textsPerRequest(int most) {
            setup.textsPerRequest(most);
            return this;
        }

        /** Uses the older interface with a dated version, such as {@code "2024-10-21"}, in place of version 1. */
        public Builder apiVersion(String apiVersion) {
            this.apiVersion = Require.nonBlank(apiVersion, "apiVersion");
            return this;
        }

        /** Sets what gives a token of Entra ID, in place of a key. */
        public Builder token(Credentials token) {
            this.token = Require.nonNull(token, "token");
            return this;
        }

        /** Asks for vectors as numbers in place of base64. */
        public Builder asNumbers() {
            this.asNumbers = true;
            return this;
        }

        /** Sets a member of every request by name, for what this library does not know yet; the value is JSON text. */
        public Builder member(String name, String json) {
            setup.member(name, json);
            return this;
        }

        /** {@return the client} */
        public AzureOpenAiEmbeddingClient build() {
            return new AzureOpenAiEmbeddingClient(this);
        }
    }
}
