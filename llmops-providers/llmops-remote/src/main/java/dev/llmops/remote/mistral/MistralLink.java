package dev.llmops.remote.mistral;

import dev.llmops.remote.Connection;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.chat.ChatDialect;
import dev.llmops.remote.chat.ChatDialect.Trait;
import dev.llmops.remote.wire.Authorizer;
import dev.llmops.remote.wire.ProviderLink;

/** The way to Mistral, and its dialect, for jobs. */
final class MistralLink {
    static final String PROVIDER = "mistral";

    private MistralLink() {}

    static ProviderLink on(Connection connection) {
        return new ProviderLink(
                PROVIDER,
                "https://api.mistral.ai/v1",
                Authorizer.bearer(connection.credentials().orElseGet(() -> Credentials.environment("MISTRAL_API_KEY"))),
                connection);
    }

    static ChatDialect dialect() {
        return ChatDialect.common(PROVIDER)
                .naming("max_tokens", "system", "random_seed", "any")
                .with(Trait.SHORT_CALL_IDS, Trait.DOCUMENT_URL, Trait.THINKING_PARTS);
    }
}
