package dev.llmops.remote.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Media;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.Modality;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.ToolCall;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.MadeUpCallIds;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Writes a conversation as the messages of a chat of Ollama. Used once. */
final class OllamaMessages {
    private final Encoding encoding;

    OllamaMessages(Encoding encoding) {
        this.encoding = encoding;
    }

    ArrayNode encode(List<Message> messages) {
        ArrayNode all = Json.array();
        for (Message message : messages) {
            if (message.role() == Role.TOOL) {
                results(all, message);
            } else {
                message(all.addObject().put("role", message.role().name().toLowerCase(Locale.ROOT)), message);
            }
        }
        return all;
    }

    private void message(ObjectNode target, Message message) {
        StringBuilder text = new StringBuilder();
        StringBuilder thoughts = new StringBuilder();
        for (Content content : message.contents()) {
            if (content instanceof Content.ToolUse use && message.role() == Role.ASSISTANT) {
                toolCall(target.withArrayProperty("tool_calls"), use.call());
            } else if (content instanceof Content.Reasoning reasoning) {
                // Signed thoughts are those of another provider.
                thoughts.append(reasoning.signature().isEmpty() ? reasoning.text() : "");
            } else if (content instanceof Content.Attachment attachment) {
                image(target, attachment.media());
            } else {
                append(text, content, message.role());
            }
        }
        target.put("content", text.toString());
        if (!thoughts.isEmpty()) {
            target.put("thinking", thoughts.toString());
        }
    }

    private void append(StringBuilder text, Content content, Role role) {
        if (content instanceof Content.Text more) {
            text.append(more.text());
        } else if (content instanceof Content.Refusal refusal) {
            text.append(refusal.text());
        } else if (!(content instanceof Content.Opaque)) {
            throw encoding.impossible(
                    content.getClass().getSimpleName() + " in a message of role " + role,
                    "Put tool calls into messages of the assistant, and their results into messages of role TOOL.");
        }
    }

    private void image(ObjectNode target, Media media) {
        if (media.modality() != Modality.IMAGE || media.bytes().isEmpty()) {
            throw encoding.impossible(
                    media.mimeType() + " that is no picture given as bytes", "Give the bytes of a picture, or text.");
        }
        target.withArrayProperty("images")
                .add(Base64.getEncoder().encodeToString(media.bytes().get()));
    }

    private static void toolCall(ArrayNode calls, ToolCall call) {
        ObjectNode target = calls.addObject();
        if (MadeUpCallIds.isFromProvider(call.id())) {
            target.put("id", call.id());
        }
        ObjectNode function = target.putObject("function").put("name", call.name());
        JsonNode arguments = Json.readOrMissing(call.arguments());
        if (arguments.isObject()) {
            function.set("arguments", arguments);
        } else {
            function.putObject("arguments").put("malformed", call.arguments());
        }
    }

    private void results(ArrayNode all, Message message) {
        for (Content content : message.contents()) {
            if (!(content instanceof Content.ToolResult result)) {
                throw encoding.impossible(
                        content.getClass().getSimpleName() + " in a message of role TOOL",
                        "Put only tool results there.");
            }
            ObjectNode target = all.addObject().put("role", "tool").put("tool_name", result.toolName());
            if (MadeUpCallIds.isFromProvider(result.callId())) {
                target.put("tool_call_id", result.callId());
            }
            message(target, Message.of(Role.TOOL, result.parts()));
        }
    }
}
