package dev.llmops.remote.chat;

import dev.llmops.api.model.Content;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.remote.wire.Encoding;

/** Tells what a model that only continues a text cannot be asked. */
public final class PromptCheck {
    private PromptCheck() {}

    /** Fails, or tells {@code encoding}, about tools, media and whatever else is no text. */
    public static void check(ModelRequest request, Encoding encoding) {
        GenerationOptions options = request.options();
        if (!options.tools().isEmpty()) {
            throw encoding.impossible("tools", "Ask a chat model that calls tools, or leave them out.");
        }
        options.reasoning()
                .ifPresent(reasoning -> encoding.unsupported("reasoning", "A text model does not reason apart."));
        if (!options.metadata().isEmpty()) {
            encoding.warn("metadata was not sent: the format has no place for it");
        }
        for (Message message : request.messages()) {
            for (Content content : message.contents()) {
                if (content instanceof Content.Attachment || content instanceof Content.ToolUse) {
                    throw encoding.impossible("anything but text", "Ask a chat model, or say it in words.");
                }
            }
        }
    }
}
