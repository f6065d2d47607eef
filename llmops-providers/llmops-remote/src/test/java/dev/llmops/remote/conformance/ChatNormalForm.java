package dev.llmops.remote.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.remote.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The normal form of a body of chat completions: what makes no difference is gone.
 *
 * <p>Dropped: nulls and empty lists; defaults that are spelled out; how usage is asked for in streams,
 * which the client does always. Said in one way: the limit of tokens, the role of instructions, a list
 * of one text, the old functions, media in requests whose middle was cut out.
 */
final class ChatNormalForm {
    private static final Map<String, JsonNode> DEFAULTS = Map.of(
            "stream", Json.read("false"),
            "n", Json.read("1"),
            "tool_choice", Json.read("\"auto\""),
            "parallel_tool_calls", Json.read("true"),
            "logprobs", Json.read("false"));

    private static final Set<String> OF_ASSISTANT_ONLY = Set.of("annotations", "prefix", "refusal");

    private static final List<String> ANSWER_ONLY =
            List.of("annotations", "reasoning", "reasoning_content", "channel", "images");

    private ChatNormalForm() {}

    static ObjectNode of(JsonNode body) {
        ObjectNode normal = (ObjectNode) withoutNothing(body.deepCopy());
        normal.remove("stream_options");
        DEFAULTS.forEach((name, value) -> {
            if (Requests.same(value, normal.path(name))) {
                normal.remove(name);
            }
        });
        rename(normal, "max_completion_tokens", "max_tokens");
        rename(normal, "random_seed", "seed");
        functions(normal);
        if (normal.path("stop").isTextual()) {
            normal.set("stop", Json.array().add(normal.path("stop")));
        }
        if (normal.path("prompt").size() == 1) {
            normal.set("prompt", normal.path("prompt").path(0));
        }
        if (!normal.has("tools")) {
            normal.remove("tool_choice");
        }
        if (normal.path("response_format").path("type").asText().equals("text")) {
            normal.remove("response_format");
        }
        normal.path("messages").forEach(message -> message((ObjectNode) message));
        normal.path("tools").forEach(ChatNormalForm::tool);
        if (normal.path("tool_choice").asText().equals("any")) {
            normal.put("tool_choice", "required");
        }
        JsonNode schema = normal.path("response_format").path("json_schema");
        if (schema instanceof ObjectNode object && !object.path("strict").asBoolean(true)) {
            object.remove("strict");
        }
        return normal;
    }

    private static void rename(ObjectNode object, String from, String to) {
        JsonNode value = object.remove(from);
        if (value != null) {
            object.set(to, value);
        }
    }

    private static void functions(ObjectNode body) {
        JsonNode functions = body.remove("functions");
        if (functions != null) {
            ArrayNode tools = body.putArray("tools");
            functions.forEach(
                    function -> tools.addObject().put("type", "function").set("function", function));
        }
        JsonNode call = body.remove("function_call");
        if (call != null && call.isObject()) {
            body.putObject("tool_choice").put("type", "function").set("function", call);
        } else if (call != null && !call.asText().equals("auto")) {
            body.set("tool_choice", call);
        }
    }

    private static void tool(JsonNode tool) {
        if (tool.path("function") instanceof ObjectNode function) {
            ((ObjectNode) tool).put("type", "function");
            if (function.path("parameters").isEmpty()) {
                function.putObject("parameters");
            }
            if (!function.path("strict").asBoolean(true)) {
                function.remove("strict");
            }
            if (function.path("description").asText("x").isEmpty()) {
                function.remove("description");
            }
        }
    }

    static void message(ObjectNode message) {
        if (message.path("role").asText().equals("developer")) {
            message.put("role", "system");
        }
        if (message.path("name").asText().equals(message.path("role").asText())) {
            message.remove("name");
        }
        JsonNode content = message.path("content");
        boolean oneText = content.size() == 1
                && content.path(0).path("type").asText().equals("text")
                && !content.path(0).has("cache_control");
        if (oneText) {
            message.set("content", content.path(0).path("text"));
        } else if (content.isTextual() && content.textValue().isEmpty() && message.has("tool_calls")) {
            message.remove("content");
        }
        if (!message.path("prefix").asBoolean(true)) {
            message.remove("prefix");
        }
        // The index of a call is its place; an empty thought is none.
        message.path("tool_calls").forEach(call -> ((ObjectNode) call).remove(List.of("index")));
        for (String name : List.of("reasoning_content", "reasoning")) {
            if (message.path(name).asText("x").isEmpty()) {
                message.remove(name);
            }
        }
    }

    /**
     * {@return a message of the assistant as it goes back, from an answer or from a request}
     *
     * <p>What only an answer has, annotations and the state of thinking, is dropped; sound goes back by its id,
     * and thoughts to few servers.
     */
    static ObjectNode answer(ObjectNode message) {
        withoutNothing(message);
        ANSWER_ONLY.forEach(message::remove);
        message.properties().removeIf(member -> member.getValue().asText("x").isEmpty());
        JsonNode audio = message.path("audio");
        if (audio.path("id").asText().isEmpty()) {
            message.remove("audio");
        } else {
            message.set("audio", Json.object().set("id", audio.path("id")));
        }
        JsonNode legacy = message.remove("function_call");
        if (legacy != null && !legacy.path("name").asText().isEmpty()) {
            message.putArray("tool_calls").addObject().put("type", "function").set("function", legacy);
        }
        message.path("content").forEach(part -> ((ObjectNode) part).remove("closed"));
        message.path("tool_calls").forEach(call -> ((ObjectNode) call).put("type", "function"));
        message(message);
        return message;
    }

    private static JsonNode withoutNothing(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(member -> isNothing(member.getKey(), member.getValue()));
            object.properties().forEach(member -> member.setValue(withoutNothing(member.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, withoutNothing(array.get(i)));
            }
        } else if (node.isTextual() && node.textValue().contains("...[cut ")) {
            return Json.object().put("a", uncut(node.textValue())).path("a");
        }
        return node;
    }

    private static boolean isNothing(String name, JsonNode value) {
        if (name.equals("ttl") && value.asText().equals("5m")) {
            return true;
        }
        boolean emptyList = value.isArray() && value.isEmpty();
        return value.isNull()
                || (emptyList
                        && (OF_ASSISTANT_ONLY.contains(name)
                                || name.equals("content")
                                || name.equals("tool_calls")
                                || name.equals("tools")))
                || (name.equals("logit_bias") && value.isEmpty());
    }

    /** {@return base64 that was cut, as long as it is still base64} */
    private static String uncut(String text) {
        String start = text.substring(0, text.indexOf("...[cut "));
        int comma = start.indexOf(',') + 1;
        return start.substring(0, comma + (start.length() - comma) / 4 * 4);
    }
}
