package dev.llmops.remote.bedrock;

import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.api.TimeSource;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.RequestTokenCounter;
import dev.llmops.api.model.TokenCounter;
import dev.llmops.remote.Connection;
import dev.llmops.remote.wire.ModelEndpoint;
import dev.llmops.remote.wire.ModelTable;
import dev.llmops.remote.wire.ProviderLink;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A model on Amazon Bedrock, of whatever maker.
 *
 * <p>Safe for concurrent use. Keeps connections open between calls: make one and keep it, and close
 * it when it is no longer used. Options that only Bedrock has are in {@link BedrockOptions}.
 *
 * <p>Requests carry the API key in the environment variable {@code AWS_BEARER_TOKEN_BEDROCK}, or that of the
 * connection. Where there is none they are signed with {@link AwsCredentials}, by default those of the
 * environment. The region is that of the builder, of the model if its name is an ARN, or that of
 * {@code AWS_REGION} or {@code AWS_DEFAULT_REGION}.
 *
 * <pre>{@code
 * try (BedrockClient model = BedrockClient.fromEnv("us.anthropic.claude-sonnet-4-5-20250929-v1:0")) {
 *     String answer = model.generate(ModelRequest.of("Why is the sky blue?"), ModelCall.detached()).text();
 * }
 * }</pre>
 */
public final class BedrockClient implements ModelClient, RequestTokenCounter, AutoCloseable {
    /** The provider's name. */
    public static final String PROVIDER = "bedrock";

    private final ModelEndpoint endpoint;

    private BedrockClient(Builder builder) {
        ModelId id = new ModelId(builder.model);
        String region = AwsRegion.of(builder.region, id, builder.environment);
        this.endpoint = new ModelEndpoint(
                builder.info == null ? ModelTable.of(PROVIDER).info(builder.model, id.model()) : builder.info,
                new BedrockProtocol(),
                new ProviderLink(
                        PROVIDER,
                        AwsRegion.address(region),
                        AwsAuthorizer.of(
                                builder.connection, builder.credentials, region, builder.environment, builder.time),
                        builder.connection),
                builder.leavingOutUnsupported);
    }

    /** {@return a client of {@code model} with region and key or keys of the environment} */
    public static BedrockClient fromEnv(String model) {
        return builder(model).build();
    }

    /**
     * {@return a builder of a client}
     *
     * @param model a model, such as {@code "amazon.nova-lite-v1:0"}, a profile that begins with {@code "us."} or
     *     the like, or an ARN
     */
    public static Builder builder(String model) {
        return new Builder(model);
    }

    @Override
    public ModelResponse generate(ModelRequest request, ModelCall call) {
        return endpoint.generate(request, call);
    }

    @Override
    public TokenCounter.Count count(ModelRequest request, CallControl control) {
        Require.nonNull(request, "request");
        Require.nonNull(control, "control");
        return BedrockTokenCount.ask(endpoint, request, control);
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
        return "BedrockClient[" + endpoint + "]";
    }

    /** Collects the settings of a client. Not safe for concurrent use. */
    public static final class Builder {
        private final String model;
        private Connection connection = Connection.defaults();
        private String region = "";
        private @Nullable AwsCredentials credentials;
        private @Nullable ModelInfo info;
        private boolean leavingOutUnsupported;
        private UnaryOperator<String> environment = System::getenv;
        private TimeSource time = TimeSource.system();

        private Builder(String model) {
            this.model = Require.nonBlank(model, "model");
        }

        /** Sets how Bedrock is reached; its credentials are the API key. */
        public Builder connection(Connection connection) {
            this.connection = Require.nonNull(connection, "connection");
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

        /** Sets what the model can do, where it is not known or known wrongly. */
        public Builder info(ModelInfo info) {
            this.info = Require.nonNull(info, "info");
            return this;
        }

        /** Leaves out options that the model does not take, with a warning on the response, instead of failing. */
        public Builder leavingOutUnsupported() {
            this.leavingOutUnsupported = true;
            return this;
        }

        /** Sets where environment variables are looked up; for tests. */
        Builder environment(UnaryOperator<String> environment) {
            this.environment = environment;
            return this;
        }

        /** Sets the clock that signatures tell; for tests. */
        Builder time(TimeSource time) {
            this.time = time;
            return this;
        }

        /** {@return the client} */
        public BedrockClient build() {
            return new BedrockClient(this);
        }
    }
}
