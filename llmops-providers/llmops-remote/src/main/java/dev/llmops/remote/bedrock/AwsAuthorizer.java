package dev.llmops.remote.bedrock;

import dev.llmops.api.TimeSource;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.RequestScope;
import dev.llmops.remote.http.OutgoingRequest;
import dev.llmops.remote.wire.Authorizer;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Proves who asks Bedrock: by an API key where there is one, else by a signature. */
final class AwsAuthorizer implements Authorizer {
    private static final String KEY_VARIABLE = "AWS_BEARER_TOKEN_BEDROCK";
    private static final String SERVICE = "bedrock";

    private final Credentials apiKey;
    private final AwsCredentials credentials;
    private final SigV4 signer;
    private final TimeSource time;

    private AwsAuthorizer(Credentials apiKey, AwsCredentials credentials, SigV4 signer, TimeSource time) {
        this.apiKey = apiKey;
        this.credentials = credentials;
        this.signer = signer;
        this.time = time;
    }

    /** {@return what signs with the keys that were given; else sends the API key that was given; else looks around} */
    static Authorizer of(
            Connection connection,
            @Nullable AwsCredentials given,
            String region,
            UnaryOperator<String> environment,
            TimeSource time) {
        SigV4 signer = new SigV4(region, SERVICE);
        if (given != null) {
            return new AwsAuthorizer(Credentials.none(), given, signer, time);
        }
        if (connection.credentials().isPresent()) {
            return Authorizer.bearer(connection.credentials().get());
        }
        // An API key is one way of two, so that its absence is no failure.
        Credentials apiKey = scope -> {
            String value = environment.apply(KEY_VARIABLE);
            return value == null ? "" : value.strip();
        };
        return new AwsAuthorizer(apiKey, AwsCredentials.environment(environment), signer, time);
    }

    @Override
    public Map<String, String> headers(OutgoingRequest request, RequestScope scope) {
        String key = apiKey.secret(scope);
        if (!key.isEmpty()) {
            return Map.of("authorization", "Bearer " + key);
        }
        return signer.sign(request, credentials.keys(), time.now());
    }
}
