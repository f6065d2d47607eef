package dev.llmops.remote.bedrock;

import dev.llmops.api.CallControl;
import dev.llmops.api.ConfigurationException;
import dev.llmops.api.Require;
import dev.llmops.api.TimeSource;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.EmbeddingModelInfo;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingResponse;
import dev.llmops.remote.Connection;
import dev.llmops.remote.embedding.BatchLimits;
import dev.llmops.remote.embedding.EmbeddingEndpoint;
import dev.llmops.remote.embedding.EmbeddingSetup;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An embedding model on Amazon Bedrock: Titan, Nova or one of Cohere.
 *
 * <p>Safe for concurrent use. Keeps connections open between calls: make one and keep it, and close
 * it when it is no longer used. Key and region are found as {@link BedrockClient} finds them. Models
 * of Amazon take one text at a time: many texts are as many requests.
 */
public final class BedrockEmbeddingClient implements EmbeddingClient, AutoCloseable {
    /** The provider's name. */
    public static final String PROVIDER = BedrockClient.PROVIDER;

    private static final BatchLimits COHERE_LIMITS = BatchLimits.of(96);
    private static final BatchLimits ONE = BatchLimits.of(1);

    private final EmbeddingEndpoint endpoint;

    private BedrockEmbeddingClient(Builder builder) {
        EmbeddingSetup setup = builder.setup;
        ModelId id = new ModelId(setup.model());
        Form form = builder.form == null ? Form.of(id) : builder.form;
        String region = AwsRegion.of(builder.region, id, builder.environment);
        this.endpoint = setup.endpoint(
                PROVIDER,
                AwsRegion.address(region),
                AwsAuthorizer.of(
                        setup.connection(), builder.credentials, region, builder.environment, TimeSource.system()),
                new InvokedEmbeddings(id, form, builder.truncation),
                form == Form.COHERE ? COHERE_LIMITS : ONE);
    }

    /** {@return a client of {@code model} with region and key or keys of the environment} */
    public static BedrockEmbeddingClient fromEnv(String model) {
        return builder(model).build();
    }

    /** {@return a builder of a client of {@code model}, such as {@code "amazon.titan-embed-text-v2:0"}} */
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
        return "BedrockEmbeddingClient[" + endpoint + "]";
    }

    /** Whose format a model has. */
    public enum Form {
        /** Titan's. */
        TITAN,
        /** Nova's. */
        NOVA,
        /** Cohere's. */
        COHERE;

        private static Form of(ModelId id) {
            String name = id.model().toLowerCase(Locale.ROOT);
            if (name.startsWith("cohere.")) {
                return COHERE;
            }
            if (name.startsWith("amazon.")) {
                return name.startsWith("amazon.nova") ? NOVA : TITAN;
            }
            throw new ConfigurationException("The name of the model does not tell whose embeddings it has. "
                    + "Say it with form in the client's builder.");
        }
    }

    /** Which end of a text that is too long is cut off. */
    public enum Truncation {
        /** None: such a text is refused. */
        NONE,
        /** The beginning. */
        START,
        /** The end. */
        END
    }

    /** Collects the settings of a client. Not safe for concurrent use. */
    public static final class Builder {
        private final EmbeddingSetup setup;
        private String region = "";
        private @Nullable AwsCredentials credentials;
        private @Nullable Form form;
        private @Nullable Truncation truncation;
        private UnaryOperator<String> environment = System::getenv;

        private Builder(String model) {
            this.setup = new EmbeddingSetup(model);
        }

        /** Sets how Bedrock is reached; its credentials are the API key. */
        public Builder connection(Connection connection) {
            setup.connection(connection);
            return this;
        }

        /** Sets the region, such as {@code "us-east-1"}. */
        public Builder region(String region) {
            this.region = Require.nonBlank(region, "region");
            Require.that(
                    region.matches("[a-z0-9-]+"), "region", "region must look like us-east-1, was \"" + region + "\"");
            return this;
        }

        /** Signs requests with these keys, instead of sending an API key. */
        public Builder credentials(AwsCredentials credentials) {
            this.credentials = Require.nonNull(credentials, "credentials");
            return this;
        }

        /** Sets whose format the model has, where its name does not tell, as that of a profile. */
        public Builder form(Form form) {
            this.form = Require.nonNull(form, "form");
            return this;
        }

        /** Sets which end of a text that is too long is cut off, for Nova and models of Cohere. */
        public Builder truncation(Truncation truncation) {
            this.truncation = Require.nonNull(truncation, "truncation");
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

        /** Sets a member of every request by name, for what this library does not know yet; the value is JSON text. */
        public Builder member(String name, String json) {
            setup.member(name, json);
            return this;
        }

        /** Sets where environment variables are looked up; for tests. */
        Builder environment(UnaryOperator<String> environment) {
            this.environment = environment;
            return this;
        }

        /**
         * {@return the client}
         *
         * @throws ConfigurationException if no region is known, or not whose format the model has
         */
        public BedrockEmbeddingClient build() {
            return new BedrockEmbeddingClient(this);
        }
    }
}
