package dev.llmops.remote.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.Capability;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Modality;
import dev.llmops.api.model.ProviderOptions;
import dev.llmops.remote.chat.ChatDialect;
import dev.llmops.remote.chat.ChatDialect.Thinking;
import dev.llmops.remote.chat.ChatDialect.Trait;
import dev.llmops.remote.responses.ResponsesDialect;
import dev.llmops.remote.wire.Encoding;

/** The dialects of OpenAI itself, and of OpenAI on Azure. */
final class OpenAiDialects {
    private static final String SEALED_REASONING = "reasoning.encrypted_content";

    private OpenAiDialects() {}

    static ChatDialect openAi() {
        return ChatDialect.common(OpenAiClient.PROVIDER)
                // Every model takes "system"; old ones, and old versions on Azure, do not know "developer".
                .naming("max_completion_tokens", "system", "seed", "required")
                .thinking(Thinking.EFFORT, "")
                .with(Trait.CACHE_KEY, Trait.METADATA, Trait.AUDIO, Trait.FILES)
                .extendedBy(OpenAiDialects::writeChat);
    }

    /** {@return the Responses format with OpenAI's options, as {@code provider} speaks it} */
    static ResponsesDialect responses(String provider) {
        return ResponsesDialect.common(provider)
                .extendedBy((options, body, encoding) -> writeResponses(provider, options, body, encoding))
                .resuming(options -> options.providerOptions(OpenAiResponsesOptions.class)
                        .map(OpenAiResponsesOptions::resumptions)
                        .orElse(0));
    }

    private static void writeChat(GenerationOptions options, ObjectNode body, Encoding encoding) {
        options.providerOptions(OpenAiOptions.class).ifPresent(own -> own.write(body, encoding));
        if (options.providerOptions(OpenAiResponsesOptions.class).isPresent()) {
            encoding.unsupported("OpenAiResponsesOptions", "Build the client with api(Api.RESPONSES).");
        }
        if (options.outputModalities().contains(Modality.AUDIO) && !body.has("audio")) {
            // The voice must be named; a stream takes bare samples only.
            body.putObject("audio").put("voice", "alloy").put("format", encoding.isStreaming() ? "pcm16" : "wav");
        }
    }

    private static void writeResponses(String provider, GenerationOptions options, ObjectNode body, Encoding encoding) {
        options.providerOptions(OpenAiResponsesOptions.class).ifPresent(own -> own.write(body));
        options.providerOptions(OpenAiOptions.class).ifPresent(own -> own.writeResponses(body, encoding));
        for (ProviderOptions own : options.providerOptions()) {
            boolean written = own instanceof OpenAiOptions || own instanceof OpenAiResponsesOptions;
            if (own.provider().equals(provider) && !written) {
                encoding.unsupported(own.getClass().getSimpleName(), "Build the client with api(Api.CHAT).");
            }
        }
        boolean keepsNothing = body.has("store") && !body.path("store").asBoolean();
        if (keepsNothing && encoding.info().can(Capability.REASONING)) {
            sealReasoning(body);
        }
    }

    /** What is not kept can be continued only with the thoughts that led to it, and they come only when asked for. */
    private static void sealReasoning(ObjectNode body) {
        for (JsonNode include : body.path("include")) {
            if (include.asText().equals(SEALED_REASONING)) {
                return;
            }
        }
        body.withArray("include").add(SEALED_REASONING);
    }

    /** {@return the form of training examples, which have messages and tools and no options} */
    static ChatDialect examples(String provider) {
        return ChatDialect.common(provider).with(Trait.AUDIO, Trait.FILES);
    }
}
