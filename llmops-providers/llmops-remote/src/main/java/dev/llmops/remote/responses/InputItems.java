package dev.llmops.remote.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Message;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import java.util.List;

/** Writes a conversation as the items that are the input of a call. Used once. */
final class InputItems {
    private final String provider;
    private final Encoding encoding;
    private final InputParts parts;
    private final AssistantItems assistant;
    private final ArrayNode items = Json.array();

    InputItems(String provider, Encoding encoding) {
        this.provider = provider;
        this.encoding = encoding;
        this.parts = new InputParts(encoding);
        this.assistant = new AssistantItems(provider, encoding, items);
    }

    ArrayNode encode(List<Message> messages) {
        for (Message message : messages) {
            switch (message.role()) {
                case SYSTEM -> message("system", message);
                case USER -> message("user", message);
                case ASSISTANT -> assistant.add(message.contents());
                case TOOL -> results(message);
            }
        }
        return items;
    }

    private void message(String role, Message message) {
        ArrayNode array = Json.array();
        for (Content content : message.contents()) {
            if (content instanceof Content.Text || content instanceof Content.Attachment) {
                array.add(parts.encode(content));
            } else if (content instanceof Content.Opaque opaque) {
                opaque(role, opaque, array);
            } else if (!(content instanceof Content.Reasoning)) {
                throw misplaced(content, message);
            }
        }
        flush(role, array);
    }

    private void opaque(String role, Content.Opaque opaque, ArrayNode array) {
        if (!opaque.provider().equals(provider)) {
            return;
        }
        if (opaque.type().startsWith(ItemTypes.PART)) {
            array.add(Json.argument(opaque.json(), "opaque part"));
        } else {
            flush(role, array);
            items.add(Json.argument(opaque.json(), "opaque part"));
        }
    }

    private void flush(String role, ArrayNode array) {
        if (array.isEmpty()) {
            return;
        }
        ObjectNode item = items.addObject().put("role", role);
        item.set("content", InputParts.plainIfPossible(array));
        array.removeAll();
    }

    private void results(Message message) {
        for (Content content : message.contents()) {
            if (content instanceof Content.ToolResult result) {
                ArrayNode array = Json.array();
                result.parts().forEach(part -> array.add(parts.encode(part)));
                ObjectNode item = items.addObject();
                item.put("type", assistant.resultType(result.callId())).put("call_id", result.callId());
                item.set("output", InputParts.plainIfPossible(array));
            } else if (content instanceof Content.Opaque opaque) {
                if (opaque.provider().equals(provider)) {
                    items.add(Json.argument(opaque.json(), "opaque part"));
                }
            } else {
                throw misplaced(content, message);
            }
        }
    }

    private RuntimeException misplaced(Content content, Message message) {
        return encoding.impossible(
                content.getClass().getSimpleName() + " in a message of role " + message.role(),
                "Put tool calls into messages of the assistant, and their results into messages of role TOOL.");
    }
}
