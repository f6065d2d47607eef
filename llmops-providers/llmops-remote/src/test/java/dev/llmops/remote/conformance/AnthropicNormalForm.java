package dev.llmops.remote.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.remote.wire.Json;
import java.util.List;

/**
 * Brings bodies of the messages API into one form where there are several that mean the same.
 *
 * <p>Text alone is a list of one block; empty text, nulls and defaults are left out; results of tools stand first in
 * one message; tools that the provider runs stand last; bytes that the recording cut are cut.
 */
final class AnthropicNormalForm {
    private AnthropicNormalForm() {}

    static JsonNode request(JsonNode body) {
        ObjectNode form = body.deepCopy();
        if (form.path("output_format") instanceof ObjectNode format) {
            form.remove("output_format");
            form.withObject("/output_config").set("format", format);
        }
        form.set("system", blocks(form.path("system")));
        form.set("messages", messages(form.path("messages")));
        form.set("tools", tools(form.path("tools")));
        boolean free = form.path("tool_choice").size() == 1
                && Json.text(form.path("tool_choice"), "type").equals("auto");
        removeIf(form, "tool_choice", free || form.path("tools").isEmpty());
        removeIf(form, "stream", !form.path("stream").asBoolean());
        for (String member : List.of("system", "tools")) {
            removeIf(form, member, form.path(member).isEmpty());
        }
        for (JsonNode server : form.path("mcp_servers")) {
            removeNulls((ObjectNode) server);
        }
        removeNulls(form);
        return form;
    }

    private static void removeIf(ObjectNode node, String member, boolean condition) {
        if (condition) {
            node.remove(member);
        }
    }

    private static void removeNulls(ObjectNode node) {
        node.properties().removeIf(member -> member.getValue().isNull());
    }

    private static ArrayNode messages(JsonNode messages) {
        ArrayNode all = Json.array();
        for (JsonNode message : messages) {
            ArrayNode blocks = blocks(message.path("content"));
            String role = Json.text(message, "role");
            JsonNode last = all.path(all.size() - 1);
            boolean joins = role.equals("user")
                    && Json.text(last, "role").equals("user")
                    && Json.text(last.path("content").path(0), "type").equals("tool_result");
            if (joins) {
                ((ArrayNode) last.path("content")).addAll(blocks);
            } else if (!blocks.isEmpty()) {
                all.addObject().put("role", role).set("content", blocks);
            }
        }
        all.forEach(message -> ((ObjectNode) message).set("content", resultsFirst(message.path("content"))));
        return all;
    }

    private static ArrayNode resultsFirst(JsonNode blocks) {
        return ordered(blocks, block -> Json.text(block, "type").equals("tool_result"));
    }

    private static ArrayNode ordered(JsonNode nodes, java.util.function.Predicate<JsonNode> first) {
        ArrayNode ordered = Json.array();
        nodes.forEach(node -> {
            if (first.test(node)) {
                ordered.add(node);
            }
        });
        nodes.forEach(node -> {
            if (!first.test(node)) {
                ordered.add(node);
            }
        });
        return ordered;
    }

    private static ArrayNode tools(JsonNode tools) {
        ArrayNode all = Json.array();
        for (JsonNode tool : tools) {
            ObjectNode form = tool.deepCopy();
            removeIf(form, "type", Json.text(form, "type").equals("custom"));
            removeIf(form, "description", Json.text(form, "description").isEmpty());
            removeIf(form, "strict", !form.path("strict").asBoolean());
            removeIf(form, "defer_loading", !form.path("defer_loading").asBoolean());
            removeNulls(form);
            mark(form);
            all.add(form);
        }
        return ordered(all, tool -> !tool.has("type"));
    }

    static ArrayNode blocks(JsonNode content) {
        ArrayNode all = Json.array();
        if (content.isTextual()) {
            all.addObject().put("type", "text").put("text", content.textValue());
        } else {
            content.forEach(block -> all.add(block(block)));
        }
        ArrayNode kept = Json.array();
        all.forEach(block -> {
            boolean empty = Json.text(block, "type").equals("text")
                    && Json.text(block, "text").isBlank();
            if (!empty) {
                kept.add(block);
            }
        });
        return kept;
    }

    private static ObjectNode block(JsonNode block) {
        ObjectNode form = block.deepCopy();
        removeNulls(form);
        mark(form);
        removeIf(
                form,
                "citations",
                form.path("citations").isArray() && form.path("citations").isEmpty());
        removeIf(form, "caller", form.path("caller").equals(Json.object().put("type", "direct")));
        if (Json.text(form, "type").equals("tool_result")) {
            removeIf(form, "is_error", !form.path("is_error").asBoolean());
            form.set("content", blocks(form.path("content")));
            removeIf(form, "content", form.path("content").isEmpty());
        }
        if (form.path("source").path("data").isTextual()) {
            ObjectNode source = (ObjectNode) form.path("source");
            source.put("data", AnthropicRequest.uncut(Json.text(source, "data")));
        }
        return form;
    }

    private static void mark(ObjectNode node) {
        if (node.path("cache_control") instanceof ObjectNode control) {
            removeIf(control, "ttl", Json.text(control, "ttl").equals("5m"));
        }
    }
}
