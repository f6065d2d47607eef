package dev.llmops.remote.openai;

import dev.llmops.remote.chat.ChatDialect;
import dev.llmops.remote.chat.ChatDialect.Trait;

/** The dialects of OpenAI itself. */
final class OpenAiDialects {
    private OpenAiDialects() {}

    static ChatDialect openAi() {
        return ChatDialect.common(OpenAiClient.PROVIDER)
                .naming("max_completion_tokens", "developer", "seed", "required")
                .with(Trait.CACHE_KEY, Trait.METADATA, Trait.AUDIO, Trait.FILES)
                .extendedBy((options, body, encoding) ->
                        options.providerOptions(OpenAiOptions.class).ifPresent(own -> own.write(body, encoding)));
    }

    /** {@return the form of training examples, which have a system role where requests have a developer} */
    static ChatDialect examples(String provider) {
        return ChatDialect.common(provider).with(Trait.AUDIO, Trait.FILES);
    }
}
