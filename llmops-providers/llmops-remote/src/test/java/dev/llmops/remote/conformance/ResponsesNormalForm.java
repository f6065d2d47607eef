package dev.llmops.remote.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.llmops.remote.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Requests of the Responses format without what makes no difference. */
final class ResponsesNormalForm {
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("stream", "false"),
            Map.entry("background", "false"),
            Map.entry("tool_choice", "\"auto\""),
            Map.entry("truncation", "\"disabled\""),
            Map.entry("parallel_tool_calls", "true"),
            Map.entry("top_logprobs", "0"),
            Map.entry("instructions", "\"\""),
            Map.entry("include", "[]"),
            Map.entry("tools", "[]"),
            Map.entry("metadata", "{}"),
            Map.entry("reasoning", "{}"),
            Map.entry("text", "{}"));

    private ResponsesNormalForm() {}

    static JsonNode of(ObjectNode request) {
        ObjectNode body = request.deepCopy();
        input(body);
        body.path("tools").forEach(tool -> tool((ObjectNode) tool));
        if (body.path("text") instanceof ObjectNode text) {
            withoutNulls(text);
            if (Json.text(text.path("format"), "type").equals("text")) {
                text.remove("format");
            }
            if (text.path("format") instanceof ObjectNode format
                    && !format.path("strict").asBoolean()) {
                format.remove("strict");
            }
        }
        if (body.path("reasoning") instanceof ObjectNode reasoning) {
            withoutNulls(reasoning);
        }
        if (body.path("background").asBoolean()) {
            // A client that returns complete answers only follows a run in the background as a stream.
            body.remove("stream");
        }
        withoutNulls(body);
        DEFAULTS.forEach((name, value) -> {
            if (body.path(name).toString().equals(value)) {
                body.remove(name);
            }
        });
        return body;
    }

    private static void tool(ObjectNode tool) {
        boolean function = Json.text(tool, "type").equals("function");
        if (function && Json.text(tool, "description").isEmpty()) {
            tool.remove("description");
        }
        if (function && !tool.hasNonNull("strict")) {
            tool.put("strict", true);
        }
    }

    private static void input(ObjectNode body) {
        JsonNode input = body.path("input");
        ArrayNode items = Json.array();
        if (input.isTextual()) {
            items.addObject().put("role", "user").set("content", input);
        } else {
            items.addAll(items(input));
        }
        boolean hoist = items.size() > 1
                && Json.text(body, "instructions").isEmpty()
                && Json.text(items.get(0), "role").equals("system")
                && items.get(0).path("content").isTextual();
        if (hoist) {
            // The instructions are the message of the system that stands before all others.
            body.set("instructions", items.remove(0).path("content"));
        }
        body.set("input", items);
    }

    static ArrayNode items(JsonNode list) {
        ArrayNode items = Json.array();
        list.forEach(item -> items.add(item((ObjectNode) item.deepCopy())));
        return items;
    }

    private static ObjectNode item(ObjectNode item) {
        withoutNulls(item);
        boolean plain = item.has("role") && !item.has("id") && item.has("content");
        if (plain) {
            item.remove("type");
            if (Json.text(item, "role").equals("developer")) {
                // Both are instructions of the application.
                item.put("role", "system");
            }
        }
        if (Json.text(item, "type").equals("function_call")
                && Json.text(item, "arguments").isBlank()) {
            item.put("arguments", "{}");
        }
        parts(item, "content");
        parts(item, "output");
        return item;
    }

    private static void parts(ObjectNode item, String member) {
        if (!(item.path(member) instanceof ArrayNode parts)) {
            return;
        }
        for (JsonNode part : parts) {
            part((ObjectNode) part);
        }
        boolean plain = parts.size() == 1 && Json.text(parts.get(0), "type").equals("input_text");
        if (plain) {
            item.set(member, TextNode.valueOf(Json.text(parts.get(0), "text")));
        }
    }

    private static void part(ObjectNode part) {
        withoutNulls(part);
        if (Json.text(part, "type").equals("input_image") && !part.has("detail")) {
            part.put("detail", "auto");
        }
        for (String member : List.of("image_url", "file_data")) {
            if (part.has(member)) {
                part.put(member, CutMedia.address(Json.text(part, member)));
            }
        }
    }

    private static void withoutNulls(ObjectNode node) {
        List<String> names = new ArrayList<>();
        node.properties().forEach(member -> {
            if (member.getValue().isNull()) {
                names.add(member.getKey());
            }
        });
        node.remove(names);
    }
}
