package dev.llmops.remote.mistral;

import dev.llmops.remote.chat.ChatDialect;
import dev.llmops.remote.chat.ChatDialect.Trait;

/** How Mistral's chat completions differ from the common form. */
final class MistralDialect {
    private MistralDialect() {}

    static ChatDialect dialect() {
        return ChatDialect.common(MistralClient.PROVIDER)
                .naming("max_tokens", "system", "random_seed", "any")
                .with(
                        Trait.SHORT_CALL_IDS,
                        Trait.THINKING_PARTS,
                        Trait.DOCUMENT_URL,
                        Trait.AUDIO,
                        Trait.FILES,
                        Trait.CACHE_KEY)
                // Usage comes unasked, and an unknown member is an error.
                .without(Trait.STREAM_USAGE, Trait.LOGPROBS)
                .extendedBy((options, body, encoding) ->
                        options.providerOptions(MistralOptions.class).ifPresent(own -> own.write(body)));
    }
}
