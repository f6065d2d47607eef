package dev.llmops.remote.openai;

import dev.llmops.api.CallControl;
import dev.llmops.api.ConfigurationException;
import dev.llmops.api.Require;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.EmbeddingModelInfo;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingResponse;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.embedding.EmbeddingEndpoint;
import dev.llmops.remote.embedding.EmbeddingSetup;
import dev.llmops.remote.wire.Authorizer;
import dev.llmops.remote.wire.PathSegment;
import java.net.URI;
import java.util.Map;
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
    public static final String PROVIDER = AzureOpenAiClient.PROVIDER;

    private static final String ADDRESS_VARIABLE = "AZURE_OPENAI_ENDPOINT";
    private static final String KEY_VARIABLE = "AZURE_OPENAI_API_KEY";

    private final EmbeddingEndpoint endpoint;

    private AzureOpenAiEmbeddingClient(Builder builder) {
        EmbeddingSetup setup = builder.setup;
        String deployment = setup.model();
        String path = builder.apiVersion.isEmpty()
                ? "/openai/v1/embeddings"
                : "/openai/deployments/" + PathSegment.of(deployment, "deployment") + "/embeddings?api-version="
                        + PathSegment.of(builder.apiVersion, "apiVersion");
        Credentials key = setup.connection().credentials().orElseGet(() -> Credentials.environment(KEY_VARIABLE));
        this.endpoint = setup.endpoint(
                PROVIDER,
                address(builder),
                builder.token == null ? Authorizer.header("api-key", key) : Authorizer.bearer(builder.token),
                OpenAiEmbeddingClient.protocol(path, deployment, builder.asNumbers),
                OpenAiEmbeddingClient.LIMITS);
    }

    private static String address(Builder builder) {
        if (!builder.resource.isEmpty()) {
            return "https://" + builder.resource + ".openai.azure.com";
        }
        return builder.setup
                .connection()
                .baseUri()
                .map(URI::toString)
                .orElseThrow(() -> new ConfigurationException("No address for " + PROVIDER
                        + ". Name the resource, or set the base address of the connection."));
    }

    /**
     * {@return a client of {@code deployment} with the address in the environment variable
     * {@code AZURE_OPENAI_ENDPOINT} and the key in {@code AZURE_OPENAI_API_KEY}}
     *
     * @throws ConfigurationException if no address is set
     */
    public static AzureOpenAiEmbeddingClient fromEnv(String deployment) {
        return fromEnv(deployment, System.getenv());
    }

    static AzureOpenAiEmbeddingClient fromEnv(String deployment, Map<String, String> environment) {
        String address = environment.getOrDefault(ADDRESS_VARIABLE, "");
        if (address.isBlank()) {
            throw new ConfigurationException("No address for " + PROVIDER + ": the environment variable "
                    + ADDRESS_VARIABLE + " is not set. Set it, or name the resource in the builder.");
        }
        return builder(deployment).connection(Connection.to(address.strip())).build();
    }

    /** {@return a builder of a client of {@code deployment}} */
    public static Builder builder(String deployment) {
        return new Builder(deployment);
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
        private String resource = "";
        private String apiVersion = "";
        private @Nullable Credentials token;
        private boolean asNumbers;

        private Builder(String deployment) {
            this.setup = new EmbeddingSetup(deployment);
        }

        /** Sets how Azure is reached; a base address goes up to where {@code /openai} begins. */
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

        /** Sets the resource, the first part of its host name under {@code openai.azure.com}. */
        public Builder resource(String resource) {
            String name = Require.nonBlank(resource, "resource");
            Require.that(
                    name.matches("[A-Za-z0-9-]+"),
                    "resource",
                    "resource must be letters, digits and -, not an address");
            this.resource = name;
            return this;
        }

        /**
         * Sets the version of the API, such as {@code "2024-10-21"}, and with it the older form of the address; without
         * it the address is that of version 1.
         */
        public Builder apiVersion(String apiVersion) {
            this.apiVersion = Require.nonBlank(apiVersion, "apiVersion");
            return this;
        }

        /** Sets what gives a token of Entra ID, which is sent in place of a key. */
        public Builder entraToken(Credentials token) {
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

        /**
         * {@return the client}
         *
         * @throws ConfigurationException if neither a resource nor a base address is set
         */
        public AzureOpenAiEmbeddingClient build() {
            return new AzureOpenAiEmbeddingClient(this);
        }
    }
}
