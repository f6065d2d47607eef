package dev.llmops.remote;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.Require;
import java.util.function.UnaryOperator;

/**
 * Gives the secret with which a request is sent.
 *
 * <p>Asked for every request, so that keys can rotate or differ by tenant; must be quick, or
 * remember what it fetched. Safe for concurrent use. A secret never appears in messages, logs or
 * {@code toString}.
 */
@FunctionalInterface
public interface Credentials {
    /**
     * {@return the secret for a request; empty for servers that need none}
     *
     * @throws ConfigurationException if there is none and one is needed
     */
    String secret(RequestScope scope);

    /** {@return a secret that is always the same} */
    static Credentials of(String secret) {
        String copy = Require.nonBlank(secret, "secret").strip();
        return new NamedCredentials("fixed", scope -> copy);
    }

    /** {@return no secret, for servers that need none} */
    static Credentials none() {
        return new NamedCredentials("none", scope -> "");
    }

    /**
     * {@return the secret in an environment variable, read at each request}
     *
     * @param variable the variable; a request fails with {@link ConfigurationException} while it is not set
     */
    static Credentials environment(String variable) {
        return environment(variable, System::getenv);
    }

    /**
     * {@return the secret in an environment variable}
     *
     * @param variable the variable
     * @param environment where variables are looked up
     */
    static Credentials environment(String variable, UnaryOperator<String> environment) {
        Require.nonBlank(variable, "variable");
        Require.nonNull(environment, "environment");
        return new NamedCredentials("environment " + variable, scope -> {
            String value = environment.apply(variable);
            if (value == null || value.isBlank()) {
                throw new ConfigurationException("No key for " + scope.provider() + ": the environment variable "
                        + variable + " is not set. Set it, or give the client Credentials of your own.");
            }
            return value.strip();
        });
    }
}
