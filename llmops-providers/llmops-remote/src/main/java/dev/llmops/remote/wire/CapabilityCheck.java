package dev.llmops.remote.wire;

import dev.llmops.api.model.Capability;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Media;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.Modality;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ReasoningOptions;
import dev.llmops.api.model.ResponseFormat;
import java.util.List;
import java.util.Locale;

/** Compares what is asked with what the model is known to do, before anything is sent. */
public final class CapabilityCheck {
    private CapabilityCheck() {}

    /** Fails if the model cannot do what is asked; tells {@code encoding} about options it does not have. */
    public static void check(ModelRequest request, Encoding encoding) {
        GenerationOptions options = request.options();
        ModelInfo info = encoding.info();
        if (!options.tools().isEmpty() && !info.can(Capability.TOOLS)) {
            throw encoding.impossible("tools", "Ask a model that calls tools, or leave them out.");
        }
        checkFormat(options.responseFormat(), encoding);
        if (options.logprobs() >= 0 && !info.can(Capability.LOGPROBS)) {
            encoding.unsupported("logprobs", "Ask a model that tells log-probabilities, or leave them out.");
        }
        if (options.sampling().seed().isPresent() && !info.can(Capability.SEED)) {
            encoding.unsupported("seed", "Leave the seed out, and do not rely on equal answers.");
        }
        boolean thinks = options.reasoning()
                .filter(reasoning -> reasoning.effort() != ReasoningOptions.Effort.NONE)
                .isPresent();
        if (thinks && !info.can(Capability.REASONING)) {
            encoding.unsupported("reasoning", "Ask a model that reasons, or leave it out.");
        }
        for (Modality modality : options.outputModalities()) {
            if (!info.outputs().contains(modality)) {
                throw encoding.impossible(
                        "answer in " + name(modality), "Ask a model that answers so, or ask for text.");
            }
        }
        request.messages().forEach(message -> checkMedia(message, encoding));
    }

    private static void checkFormat(ResponseFormat format, Encoding encoding) {
        if (format instanceof ResponseFormat.JsonSchema && !encoding.info().can(Capability.JSON_SCHEMA)) {
            throw encoding.impossible(
                    "answer by JSON schema",
                    "Ask a model that takes a schema, or describe the form in words and check the answer.");
        }
        if (format instanceof ResponseFormat.Json && !encoding.info().can(Capability.JSON)) {
            throw encoding.impossible("answer in JSON", "Ask for JSON in words, and check the answer.");
        }
    }

    private static void checkMedia(Message message, Encoding encoding) {
        message.contents().forEach(content -> checkMedia(content, encoding));
    }

    private static void checkMedia(Content content, Encoding encoding) {
        if (content instanceof Content.Attachment attachment) {
            Media media = attachment.media();
            if (!encoding.info().inputs().contains(media.modality())) {
                throw encoding.impossible(
                        name(media.modality()) + " in the request", "Ask a model that takes it, or turn it into text.");
            }
        } else if (content instanceof Content.ToolResult result) {
            List<Content> parts = result.parts();
            parts.forEach(part -> checkMedia(part, encoding));
        }
    }

    private static String name(Modality modality) {
        return modality.name().toLowerCase(Locale.ROOT);
    }
}
