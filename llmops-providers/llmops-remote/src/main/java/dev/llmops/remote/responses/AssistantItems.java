package dev.llmops.remote.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.ToolCall;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Writes what the model said before as the items it came in.
 *
 * <p>Parts wait until it is known which item they belong to; those that belong to none, because another provider or
 * the application wrote them, become a plain message. Used once.
 */
final class AssistantItems {
    private final String provider;
    private final Encoding encoding;
    private final ArrayNode items;
    private final List<Content> waiting = new ArrayList<>();
    private final Map<String, ObjectNode> calls = new HashMap<>();

    AssistantItems(String provider, Encoding encoding, ArrayNode items) {
        this.provider = provider;
        this.encoding = encoding;
        this.items = items;
    }

    void add(List<Content> contents) {
        for (Content content : contents) {
            if (content instanceof Content.ToolUse use) {
                plainMessage();
                call(use.call());
            } else if (content instanceof Content.Opaque opaque) {
                if (opaque.provider().equals(provider)) {
                    opaque(opaque);
                }
            } else if (content instanceof Content.ToolResult) {
                throw encoding.impossible(
                        "a tool result in a message of the assistant", "Put it into a message of role TOOL.");
            } else if (!(content instanceof Content.Reasoning)) {
                // Reasoning goes back as the item it came in, which is an opaque part.
                waiting.add(content);
            }
        }
        plainMessage();
    }

    /** {@return the type of the item that answers a call} */
    String resultType(String callId) {
        ObjectNode call = calls.get(callId);
        boolean custom = call != null && Json.text(call, "type").equals(ItemTypes.CUSTOM_CALL);
        return custom ? "custom_tool_call_output" : "function_call_output";
    }

    private void call(ToolCall call) {
        ObjectNode item = items.addObject();
        item.put("type", ItemTypes.FUNCTION_CALL).put("call_id", call.id()).put("name", call.name());
        item.put("arguments", call.arguments());
        calls.put(call.id(), item);
    }

    private void opaque(Content.Opaque opaque) {
        if (opaque.type().startsWith(ItemTypes.PART)) {
            waiting.add(opaque);
            return;
        }
        ObjectNode item = Json.argument(opaque.json(), "opaque part");
        switch (opaque.type()) {
            case ItemTypes.MESSAGE -> message(item);
            case ItemTypes.FUNCTION_CALL, ItemTypes.CUSTOM_CALL -> completeCall(item);
            case ItemTypes.IMAGE_CALL -> picture(item);
            case ItemTypes.REASONING -> {
                plainMessage();
                items.add(withoutNulls(item));
            }
            default -> {
                plainMessage();
                items.add(item);
            }
        }
    }

    private static ObjectNode withoutNulls(ObjectNode item) {
        for (Iterator<JsonNode> values = item.elements(); values.hasNext(); ) {
            if (values.next().isNull()) {
                values.remove();
            }
        }
        return item;
    }

    /** Gives the call that was just written the rest of its item; without such a call the rest means nothing. */
    private void completeCall(ObjectNode rest) {
        ObjectNode call = calls.get(Json.text(rest, "call_id"));
        if (call == null) {
            return;
        }
        call.setAll(withoutNulls(rest));
        if (Json.text(call, "type").equals(ItemTypes.CUSTOM_CALL) && call.has("arguments")) {
            call.set("input", call.remove("arguments"));
        }
    }

    private void picture(ObjectNode item) {
        for (int i = waiting.size() - 1; i >= 0; i--) {
            if (waiting.get(i) instanceof Content.Attachment attachment) {
                attachment
                        .media()
                        .bytes()
                        .ifPresent(
                                bytes -> item.put("result", Base64.getEncoder().encodeToString(bytes)));
                waiting.remove(i);
                break;
            }
        }
        plainMessage();
        items.add(item);
    }

    /** Writes the waiting parts into the message they came in, whose parts {@code item} has without their text. */
    private void message(ObjectNode item) {
        List<JsonNode> frames = new ArrayList<>();
        item.path("content").forEach(frames::add);
        ArrayNode parts = Json.array();
        if (waiting.isEmpty()) {
            frames.stream().filter(JsonNode::isObject).forEach(frame -> parts.add(filled((ObjectNode) frame, "")));
        }
        for (Content content : waiting) {
            if (content instanceof Content.Text text) {
                parts.add(filled(frame(frames, ItemTypes.OUTPUT_TEXT), text.text()));
            } else if (content instanceof Content.Refusal refusal) {
                parts.add(filled(frame(frames, ItemTypes.REFUSAL), refusal.text()));
            } else {
                other(content, parts);
            }
        }
        waiting.clear();
        withoutNulls(item).set("content", parts);
        items.add(item);
    }

    /** {@return the next frame of a type, without which there is a new one} */
    private static ObjectNode frame(List<JsonNode> frames, String type) {
        for (int i = 0; i < frames.size(); i++) {
            if (Json.text(frames.get(i), "type").equals(type)) {
                return (ObjectNode) frames.remove(i);
            }
        }
        ObjectNode frame = Json.object().put("type", type);
        if (type.equals(ItemTypes.OUTPUT_TEXT)) {
            frame.putArray("annotations");
            frame.putArray("logprobs");
        }
        return frame;
    }

    private static ObjectNode filled(ObjectNode frame, String text) {
        boolean refusal = Json.text(frame, "type").equals(ItemTypes.REFUSAL);
        return withoutNulls(frame).put(refusal ? ItemTypes.REFUSAL : "text", text);
    }

    private void other(Content content, ArrayNode parts) {
        if (content instanceof Content.Opaque opaque) {
            parts.add(Json.argument(opaque.json(), "opaque part"));
        } else {
            encoding.unsupported("a picture in a message of the assistant", "Put it into a message of the user.");
        }
    }

    private void plainMessage() {
        StringBuilder text = new StringBuilder();
        ArrayNode others = Json.array();
        boolean any = false;
        for (Content content : waiting) {
            if (content instanceof Content.Text part) {
                any = true;
                text.append(part.text());
            } else if (content instanceof Content.Refusal refusal) {
                any = true;
                text.append(refusal.text());
            } else {
                other(content, others);
            }
        }
        waiting.clear();
        if (any) {
            items.addObject().put("role", "assistant").put("content", text.toString());
        }
        if (!others.isEmpty()) {
            items.addObject().put("role", "assistant").set("content", others);
        }
    }
}
