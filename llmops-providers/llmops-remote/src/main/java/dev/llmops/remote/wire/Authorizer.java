package dev.llmops.remote.wire;

import dev.llmops.api.ConfigurationException;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.RequestScope;
import dev.llmops.remote.http.OutgoingRequest;
import java.util.Map;

/** Gives the headers that prove who sends a request. Safe for concurrent use. */
@FunctionalInterface
public interface Authorizer {
    /** {@return the headers to add to {@code request}; names in lower case} */
    Map<String, String> headers(OutgoingRequest request, RequestScope scope);

    /** {@return what sends a secret as a bearer token} */
    static Authorizer bearer(Credentials credentials) {
        return header("authorization", "Bearer ", credentials);
    }

    /** {@return what sends a secret in a header of its own} */
    static Authorizer header(String name, Credentials credentials) {
        return header(name, "", credentials);
    }

    private static Authorizer header(String name, String prefix, Credentials credentials) {
        return (request, scope) -> {
            String secret = credentials.secret(scope);
            if (secret == null) {
                throw new ConfigurationException("The credentials for " + scope.provider()
                        + " gave null. Give the key, or an empty text where the server needs none.");
            }
            return secret.isEmpty() ? Map.of() : Map.of(name, prefix + secret);
        };
    }
}
