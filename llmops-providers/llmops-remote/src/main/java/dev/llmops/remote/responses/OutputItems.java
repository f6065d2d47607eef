package dev.llmops.remote.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Media;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.ResponseAssembly;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the items of an answer, in pieces and whole, into its parts.
 *
 * <p>An item is known by its place in the output. Whatever pieces came, the whole item has the last word. Used by one
 * thread.
 */
final class OutputItems {
    private final String provider;
    private final ResponseAssembly assembly;
    private final OutputTexts texts;
    private final Map<String, Integer> placeOfId = new HashMap<>();
    private final Set<Integer> done = new HashSet<>();

    OutputItems(String provider, ResponseAssembly assembly) {
        this.provider = provider;
        this.assembly = assembly;
        this.texts = new OutputTexts(assembly);
    }

    /** {@return whether the model has refused} */
    boolean isRefused() {
        return texts.isRefused();
    }

    /** Reads an event about an item; {@return whether it is one that is known} */
    boolean event(String type, JsonNode event) {
        int place = place(event);
        switch (type) {
            case "response.output_item.added" -> begin(place, event.path("item"));
            case "response.output_item.done" -> item(place, event.path("item"));
            case "response.output_text.delta" -> texts.text(place, part(event, "content_index"), delta(event));
            case "response.refusal.delta" -> texts.refusal(place, part(event, "content_index"), delta(event));
            case "response.reasoning_summary_text.delta" ->
                texts.summary(place, part(event, "summary_index"), delta(event));
            case "response.reasoning_text.delta" -> texts.thought(place, part(event, "content_index"), delta(event));
            case "response.function_call_arguments.delta", "response.custom_tool_call_input.delta" ->
                assembly.toolArguments(place, delta(event));
            case "response.content_part.added",
                    "response.content_part.done",
                    "response.output_text.done",
                    "response.output_text.annotation.added",
                    "response.refusal.done",
                    "response.reasoning_summary_part.added",
                    "response.reasoning_summary_part.done",
                    "response.reasoning_summary_text.done",
                    "response.reasoning_text.done",
                    "response.function_call_arguments.done",
                    "response.custom_tool_call_input.done" -> {
                // The whole item, which comes last, has all of it.
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Reads all items of an answer, which is complete. */
    void all(JsonNode output) {
        int place = 0;
        for (JsonNode item : output) {
            Integer known = placeOfId.get(Json.text(item, "id"));
            item(known == null ? place : known, item);
            place++;
        }
    }

    private int place(JsonNode event) {
        return Json.integer(event, "output_index")
                .orElseGet(() -> placeOfId.getOrDefault(Json.text(event, "item_id"), placeOfId.size()));
    }

    private static int part(JsonNode event, String member) {
        return Json.integer(event, member).orElse(0);
    }

    private static String delta(JsonNode event) {
        return Json.text(event, "delta");
    }

    private void begin(int place, JsonNode item) {
        remember(place, item);
        if (isCall(item)) {
            assembly.toolCall(place, Json.text(item, "call_id"), Json.text(item, "name"));
        }
    }

    private void remember(int place, JsonNode item) {
        String id = Json.text(item, "id");
        if (!id.isEmpty()) {
            placeOfId.put(id, place);
        }
    }

    private static boolean isCall(JsonNode item) {
        String type = Json.text(item, "type");
        return type.equals(ItemTypes.FUNCTION_CALL) || type.equals(ItemTypes.CUSTOM_CALL);
    }

    private void item(int place, JsonNode item) {
        if (!item.isObject()) {
            return;
        }
        remember(place, item);
        boolean first = done.add(place);
        switch (Json.text(item, "type")) {
            case ItemTypes.MESSAGE -> message(place, item, first);
            case ItemTypes.FUNCTION_CALL, ItemTypes.CUSTOM_CALL -> call(place, item, first);
            case ItemTypes.REASONING -> reasoning(place, item, first);
            case ItemTypes.IMAGE_CALL -> {
                if (first) {
                    picture(item);
                }
            }
            default -> {
                if (first) {
                    assembly.opaque(Json.text(item, "type"), item.toString());
                }
            }
        }
    }

    private void message(int place, JsonNode item, boolean first) {
        boolean echo = item.has("role") && !Json.text(item, "role").equals("assistant");
        if (echo) {
            if (first) {
                assembly.content(new Content.Opaque(provider, Json.text(item, "role"), item.toString()));
            }
            return;
        }
        ObjectNode rest = item.deepCopy();
        ArrayNode frames = rest.putArray("content");
        int index = 0;
        for (JsonNode part : item.path("content")) {
            String type = Json.text(part, "type");
            if (type.equals(ItemTypes.OUTPUT_TEXT) || type.equals(ItemTypes.REFUSAL)) {
                texts.whole(place, index, part, first);
                ObjectNode frame = part.deepCopy();
                frame.remove(type.equals(ItemTypes.REFUSAL) ? ItemTypes.REFUSAL : "text");
                frames.add(frame);
            } else if (first) {
                assembly.opaque(ItemTypes.PART + type, part.toString());
            }
            index++;
        }
        if (first) {
            assembly.content(new Content.Opaque(provider, ItemTypes.MESSAGE, rest.toString()));
        }
    }

    private void call(int place, JsonNode item, boolean first) {
        assembly.toolCall(place, Json.text(item, "call_id"), Json.text(item, "name"));
        JsonNode arguments = item.has("input") ? item.path("input") : item.path("arguments");
        assembly.wholeToolArguments(place, arguments.isContainerNode() ? arguments.toString() : arguments.asText(""));
        if (first) {
            ObjectNode rest = item.deepCopy();
            rest.remove("arguments");
            rest.remove("input");
            rest.remove("name");
            assembly.content(new Content.Opaque(provider, Json.text(item, "type"), rest.toString()));
        }
    }

    private void reasoning(int place, JsonNode item, boolean first) {
        texts.wholeThoughts(place, item);
        if (first) {
            assembly.content(new Content.Opaque(provider, ItemTypes.REASONING, item.toString()));
        }
    }

    private void picture(JsonNode item) {
        Optional<byte[]> bytes = decoded(Json.text(item, "result"));
        if (bytes.isEmpty()) {
            assembly.opaque(ItemTypes.IMAGE_CALL, item.toString());
            return;
        }
        String format = Json.text(item, "output_format");
        assembly.media(Media.of("image/" + (format.isEmpty() ? "png" : format), bytes.get()));
        ObjectNode rest = item.deepCopy();
        rest.remove("result");
        assembly.content(new Content.Opaque(provider, ItemTypes.IMAGE_CALL, rest.toString()));
    }

    private static Optional<byte[]> decoded(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            return bytes.length == 0 ? Optional.empty() : Optional.of(bytes);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
