package dev.llmops.remote.mistral;

import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.wire.Authorizer;
import dev.llmops.remote.wire.ProviderLink;

/** The way to Mistral for jobs. */
final class MistralLink {
    private MistralLink() {}

    static ProviderLink on(Connection connection) {
        return new ProviderLink(
                MistralClient.PROVIDER,
                MistralClient.ADDRESS,
                Authorizer.bearer(
                        connection.credentials().orElseGet(() -> Credentials.environment(MistralClient.KEY_VARIABLE))),
                connection);
    }
}
