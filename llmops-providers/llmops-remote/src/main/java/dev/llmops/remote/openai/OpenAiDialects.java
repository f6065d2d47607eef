package dev.llmops.remote.openai;

import dev.llmops.api.model.Modality;
import dev.llmops.remote.chat.ChatDialect;
import dev.llmops.remote.chat.ChatDialect.Thinking;
import dev.llmops.remote.chat.ChatDialect.Trait;

/** The dialects of OpenAI itself, and of OpenAI on Azure. */
final class OpenAiDialects {
    private OpenAiDialects() {}

    static ChatDialect openAi() {
        return ChatDialect.common(OpenAiClient.PROVIDER)
                // Every model takes "system"; old ones, and old versions on Azure, do not know "developer".
                .naming("max_completion_tokens", "system", "seed", "required")
                .thinking(Thinking.EFFORT, "")
                .with(Trait.CACHE_KEY, Trait.METADATA, Trait.AUDIO, Trait.FILES)
                .extendedBy((options, body, encoding) -> {
                    options.providerOptions(OpenAiOptions.class).ifPresent(own -> own.write(body, encoding));
                    if (options.outputModalities().contains(Modality.AUDIO) && !body.has("audio")) {
                        // The voice must be named; a stream takes bare samples only.
                        body.putObject("audio")
                                .put("voice", "alloy")
                                .put("format", encoding.isStreaming() ? "pcm16" : "wav");
                    }
                });
    }
}
