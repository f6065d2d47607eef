package dev.llmops.remote.bedrock;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.Require;
import java.util.function.UnaryOperator;

/**
 * Gives the keys by which requests to AWS are signed.
 *
 * <p>Asked for every request, so that temporary keys can be renewed; must be quick, or remember what it
 * fetched. Safe for concurrent use. Keys never appear in messages, logs or {@code toString}.
 */
@FunctionalInterface
public interface AwsCredentials {
    /**
     * {@return the keys to sign a request with}
     *
     * @throws ConfigurationException if there are none
     */
    Keys keys();

    /** {@return keys that are always the same} */
    static AwsCredentials of(String accessKeyId, String secretAccessKey) {
        Keys keys = new Keys(accessKeyId, secretAccessKey, "");
        return () -> keys;
    }

    /**
     * {@return the keys in the environment, read at each request: {@code AWS_ACCESS_KEY_ID},
     * {@code AWS_SECRET_ACCESS_KEY} and, for temporary ones, {@code AWS_SESSION_TOKEN}}
     */
    static AwsCredentials environment() {
        return environment(System::getenv);
    }

    /**
     * {@return the keys in an environment}
     *
     * @param environment where variables are looked up; gives null for those that are not set
     */
    static AwsCredentials environment(UnaryOperator<String> environment) {
        Require.nonNull(environment, "environment");
        return () -> new Keys(
                required(environment, "AWS_ACCESS_KEY_ID"),
                required(environment, "AWS_SECRET_ACCESS_KEY"),
                value(environment, "AWS_SESSION_TOKEN"));
    }

    private static String required(UnaryOperator<String> environment, String variable) {
        String value = value(environment, variable);
        if (value.isEmpty()) {
            throw new ConfigurationException("No key for bedrock: neither AWS_BEARER_TOKEN_BEDROCK nor " + variable
                    + " is set. Set one of them, or give the client credentials of your own.");
        }
        return value;
    }

    private static String value(UnaryOperator<String> environment, String variable) {
        String value = environment.apply(variable);
        return value == null ? "" : value.strip();
    }

    /**
     * The keys of one identity.
     *
     * @param accessKeyId names the identity
     * @param secretAccessKey proves it
     * @param sessionToken goes with temporary keys; empty for others
     */
    record Keys(String accessKeyId, String secretAccessKey, String sessionToken) {
        /** Checks all components. */
        public Keys {
            Require.nonBlank(accessKeyId, "accessKeyId");
            Require.nonBlank(secretAccessKey, "secretAccessKey");
            Require.nonNull(sessionToken, "sessionToken");
        }

        /** Shows nothing of the keys. */
        @Override
        public String toString() {
            return "Keys[…]";
        }
    }
}
