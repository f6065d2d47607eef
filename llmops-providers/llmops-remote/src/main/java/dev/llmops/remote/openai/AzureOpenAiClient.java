package dev.llmops.remote.openai;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.Locality;
import dev.llmops.api.Require;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.chat.ChatProtocol;
import dev.llmops.remote.responses.ResponsesProtocol;
import dev.llmops.remote.wire.Authorizer;
import dev.llmops.remote.wire.ModelEndpoint;
import dev.llmops.remote.wire.ModelProtocol;
import dev.llmops.remote.wire.ModelTable;
import dev.llmops.remote.wire.ProviderLink;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model of OpenAI that is deployed on Azure.
 *
 * <p>Safe for concurrent use. Keeps connections open between calls: make one and keep it, and close
 * it when it is no longer used. The name of a deployment does not say which model it is, so every
 * option is sent and Azure tells what it does not take; {@link Builder#info} says what is known.
 * {@link OpenAiOptions} and {@link OpenAiResponsesOptions} hold here too.
 *
 * <pre>{@code
 * AzureOpenAiClient model = AzureOpenAiClient.builder("my-deployment").resource("my-resource").build();
 * }</pre>
 */
public final class AzureOpenAiClient implements ModelClient, AutoCloseable {
    /** The provider's name. */
    public static final String PROVIDER = "azure-openai";

    private static final String KEY_VARIABLE = "AZURE_OPENAI_API_KEY";
    private static final String ADDRESS_VARIABLE = "AZURE_OPENAI_ENDPOINT";

    private final ModelEndpoint endpoint;

    private AzureOpenAiClient(Builder builder) {
        this.endpoint = new ModelEndpoint(
                builder.info == null
                        ? ModelTable.empty(PROVIDER, Locality.REMOTE).info(builder.deployment)
                        : builder.info,
                protocol(builder),
                new ProviderLink(PROVIDER, address(builder), authorizer(builder), builder.connection),
                builder.leavingOutUnsupported);
    }

    private static ModelProtocol protocol(Builder builder) {
        return builder.api == Api.RESPONSES
                ? new ResponsesProtocol(OpenAiDialects.responses(PROVIDER).at(responsesPath(builder)))
                : new ChatProtocol(OpenAiDialects.openAi().named(PROVIDER).at(chatPath(builder)));
    }

    private static String chatPath(Builder builder) {
        return builder.apiVersion.isEmpty()
                ? "/openai/v1/chat/completions"
                : "/openai/deployments/" + encoded(builder.deployment) + "/chat/completions?api-version="
                        + encoded(builder.apiVersion);
    }

    private static String responsesPath(Builder builder) {
        return builder.apiVersion.isEmpty()
                ? "/openai/v1/responses"
                : "/openai/responses?api-version=" + encoded(builder.apiVersion);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String address(Builder builder) {
        if (!builder.resource.isEmpty()) {
            return "https://" + builder.resource + ".openai.azure.com";
        }
        if (builder.connection.baseUri().isPresent()) {
            return builder.connection.baseUri().get().toString();
        }
        throw new ConfigurationException(
                "No address for " + PROVIDER + ". Name the resource, or set the base address of the connection.");
    }

    private static Authorizer authorizer(Builder builder) {
        if (builder.token != null) {
            return Authorizer.bearer(builder.token);
        }
        return Authorizer.header(
                "api-key", builder.connection.credentials().orElseGet(() -> Credentials.environment(KEY_VARIABLE)));
    }

    /**
     * {@return a client of {@code deployment} with the address in the environment variable
     * {@code AZURE_OPENAI_ENDPOINT} and the key in {@code AZURE_OPENAI_API_KEY}}
     *
     * @throws ConfigurationException if no address is set
     */
    public static AzureOpenAiClient fromEnv(String deployment) {
        return fromEnv(deployment, System.getenv());
    }

    static AzureOpenAiClient fromEnv(String deployment, Map<String, String> environment) {
        String address = environment.getOrDefault(ADDRESS_VARIABLE, "");
        if (address.isBlank()) {
            throw new ConfigurationException("No address for " + PROVIDER + ": the environment variable "
                    + ADDRESS_VARIABLE + " is not set. Set it, or name the resource in the builder.");
        }
        return builder(deployment)
                .connection(Connection.builder().baseUri(address.strip()).build())
                .build();
    }

    /** {@return a builder of a client of {@code deployment}} */
    public static Builder builder(String deployment) {
        return new Builder(deployment);
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

    /** Shows deployment and host. */
    @Override
    public String toString() {
        return "AzureOpenAiClient[" + endpoint + "]";
    }

    /** Collects the settings of a client. Not safe for concurrent use. */
    public static final class Builder {
        private final String deployment;
        private String resource = "";
        private String apiVersion = "";
        private Connection connection = Connection.defaults();
        private @Nullable Credentials token;
        private @Nullable ModelInfo info;
        private Api api = Api.CHAT;
        private boolean leavingOutUnsupported;

        private Builder(String deployment) {
            this.deployment = Require.nonBlank(deployment, "deployment");
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
         * Sets the version of the API, such as {@code "2024-10-21"}, and with it the older form of the address.
         *
         * <p>Without it the address is that of version 1, which has no dated versions.
         */
        public Builder apiVersion(String apiVersion) {
            this.apiVersion = Require.nonBlank(apiVersion, "apiVersion");
            return this;
        }

        /** Sets which API Azure is asked through; the default is {@link Api#CHAT}. */
        public Builder api(Api api) {
            this.api = Require.nonNull(api, "api");
            return this;
        }

        /** Sets how Azure is reached; a base address goes up to where {@code /openai} begins. */
        public Builder connection(Connection connection) {
            this.connection = Require.nonNull(connection, "connection");
            return this;
        }

        /** Sets what gives a token of Entra ID, which is sent in place of a key. */
        public Builder entraToken(Credentials token) {
            this.token = Require.nonNull(token, "token");
            return this;
        }

        /** Sets what the deployed model can do. */
        public Builder info(ModelInfo info) {
            this.info = Require.nonNull(info, "info");
            return this;
        }

        /** Leaves out options that the model does not take, with a warning on the response, instead of failing. */
        public Builder leavingOutUnsupported() {
            this.leavingOutUnsupported = true;
            return this;
        }

        /**
         * {@return the client}
         *
         * @throws ConfigurationException if neither a resource nor a base address is set
         */
        public AzureOpenAiClient build() {
            return new AzureOpenAiClient(this);
        }
    }
}
