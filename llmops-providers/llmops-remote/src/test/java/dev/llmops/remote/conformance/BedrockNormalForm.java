package dev.llmops.remote.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.remote.wire.Json;
import java.util.List;

/**
 * Brings bodies of Converse into one form where there are several that mean the same.
 *
 * <p>Empty parts, empty text, defaults, and thoughts without a signature, which some models refuse to get back, are
 * left out; what one side says in several messages is one, results of tools first; a schema in a text is a value; bytes that the recording cut are cut.
 */
final class BedrockNormalForm {
    private BedrockNormalForm() {}

    static JsonNode request(JsonNode body) {
        ObjectNode form = body.deepCopy();
        form.set("messages", messages(form.path("messages")));
        form.set("system", blocks(form.path("system")));
        if (form.path("toolConfig") instanceof ObjectNode config) {
            tools(config);
            removeIf(form, "toolConfig", config.path("tools").isEmpty());
        }
        JsonNode schema = form.at("/outputConfig/textFormat/structure/jsonSchema");
        if (schema instanceof ObjectNode described) {
            described.set("schema", Json.readOrMissing(Json.text(schema, "schema")));
        }
        for (String member : List.of("system", "inferenceConfig", "additionalModelRequestFields", "toolConfig")) {
            removeIf(form, member, form.path(member).isEmpty());
        }
        return form;
    }

    private static void removeIf(ObjectNode node, String member, boolean condition) {
        if (condition) {
            node.remove(member);
        }
    }

    private static void tools(ObjectNode config) {
        removeIf(config, "toolChoice", config.path("toolChoice").has("auto"));
        for (JsonNode tool : config.path("tools")) {
            if (tool.path("toolSpec") instanceof ObjectNode spec) {
                removeIf(spec, "description", Json.text(spec, "description").isEmpty());
                removeIf(spec, "strict", !spec.path("strict").asBoolean());
            }
        }
    }

    private static ArrayNode messages(JsonNode messages) {
        ArrayNode all = Json.array();
        for (JsonNode message : messages) {
            ArrayNode blocks = blocks(message.path("content"));
            String role = Json.text(message, "role");
            JsonNode last = all.path(all.size() - 1);
            if (Json.text(last, "role").equals(role)) {
                ((ArrayNode) last.path("content")).addAll(blocks);
            } else if (!blocks.isEmpty()) {
                all.addObject().put("role", role).set("content", blocks);
            }
        }
        all.forEach(message -> {
            if (Json.text(message, "role").equals("user")) {
                ((ObjectNode) message).set("content", resultsFirst(message.path("content")));
            }
        });
        return all;
    }

    private static ArrayNode resultsFirst(JsonNode blocks) {
        ArrayNode ordered = Json.array();
        for (boolean results : new boolean[] {true, false}) {
            blocks.forEach(block -> {
                if (block.has("toolResult") == results) {
                    ordered.add(block);
                }
            });
        }
        return ordered;
    }

    static ArrayNode blocks(JsonNode content) {
        ArrayNode all = Json.array();
        for (JsonNode each : content) {
            ObjectNode form = each.deepCopy();
            if (form.path("toolUse") instanceof ObjectNode use) {
                removeIf(use, "type", Json.text(use, "type").equals("tool_use"));
            }
            if (form.path("toolResult") instanceof ObjectNode result && !result.has("type")) {
                removeIf(result, "status", Json.text(result, "status").equals("success"));
                result.set("content", blocks(result.path("content")));
            }
            form.forEach(BedrockNormalForm::cut);
            JsonNode thought = form.path("reasoningContent").path("reasoningText");
            boolean empty = (form.has("text") && Json.text(form, "text").isBlank())
                    || (thought.isObject() && Json.text(thought, "signature").isEmpty());
            if (!empty) {
                all.add(form);
            }
        }
        return all;
    }

    private static void cut(JsonNode block) {
        if (block.path("source").path("bytes").isTextual()) {
            ObjectNode source = (ObjectNode) block.path("source");
            source.put("bytes", AnthropicRequest.uncut(Json.text(source, "bytes")));
        }
    }
}
