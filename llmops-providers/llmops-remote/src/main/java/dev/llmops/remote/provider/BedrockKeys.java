package dev.llmops.remote.provider;

import dev.llmops.api.spi.StageConfig;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.bedrock.AwsCredentials;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What proves to Bedrock who asks: the key that a pipeline file names, else what is in the environment. */
final class BedrockKeys {
    private static final String API_KEY = "AWS_BEARER_TOKEN_BEDROCK";

    private final Connection connection;
    private final UnaryOperator<String> environment;

    BedrockKeys(Connection connection, StageConfig config) {
        this.environment = name -> config.variable(name).orElse("");
        boolean isNamed = connection.credentials().isPresent();
        this.connection = isNamed || config.variable(API_KEY).isEmpty()
                ? connection
                : connection.toBuilder()
                        .credentials(Credentials.environment(API_KEY, environment))
                        .build();
    }

    /** {@return the connection, with an API key if there is one} */
    Connection connection() {
        return connection;
    }

    /**
     * {@return the keys that sign requests; empty if there is an API key}
     *
     * @throws dev.llmops.api.ConfigurationException if there is neither
     */
    Optional<AwsCredentials> signing() {
        if (connection.credentials().isPresent()) {
            return Optional.empty();
        }
        AwsCredentials credentials = AwsCredentials.environment(environment);
        credentials.keys();
        return Optional.of(credentials);
    }
}
