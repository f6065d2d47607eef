package dev.llmops.onnx.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.llmops.api.Require;
import dev.llmops.api.Trust;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.model.ToolSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as chat templates know it: the lists and maps of Hugging Face's {@code apply_chat_template}.
 *
 * <p>What people and documents say goes through a shield, so that a marker in it stays text.
 */
final class ChatMessages {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};

    private final UnaryOperator<String> shield;
    private final List<Passage> documents;

    /**
     * Creates a view of requests.
     *
     * @param shield makes markers in a text unrecognisable
     * @param documents the passages that the template gets as documents, and that messages need not repeat
     */
    ChatMessages(UnaryOperator<String> shield, List<Passage> documents) {
        this.shield = shield;
        this.documents = documents;
    }

    List<Map<String, Object>> messages(ModelRequest request) {
        List<Map<String, Object>> messages = new ArrayList<>();
        for (Message message : request.messages()) {
            if (message.role() == Role.TOOL) {
                addResults(messages, message);
            } else {
                messages.add(message(message));
            }
        }
        return messages;
    }

    private Map<String, Object> message(Message message) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("role", message.role().name().toLowerCase(Locale.ROOT));
        StringBuilder text = new StringBuilder();
        StringBuilder reasoning = new StringBuilder();
        List<Map<String, Object>> calls = new ArrayList<>();
        for (Content content : message.contents()) {
            if (content instanceof Content.Text part) {
                text.append(isDocument(part) ? "" : part.text());
            } else if (content instanceof Content.Refusal part) {
                text.append(part.text());
            } else if (content instanceof Content.Reasoning part) {
                reasoning.append(part.text());
            } else if (content instanceof Content.ToolUse part) {
                calls.add(call(part.call()));
            }
        }
        map.put("content", shield.apply(text.toString()));
        if (!reasoning.isEmpty()) {
            map.put("reasoning_content", shield.apply(reasoning.toString()));
        }
        if (!calls.isEmpty()) {
            map.put("tool_calls", calls);
        }
        return map;
    }

    /** A composer writes passages into the message of the user; a template that has a place for them wants them there. */
    private boolean isDocument(Content.Text part) {
        return part.trust() == Trust.RETRIEVED
                && documents.stream().anyMatch(passage -> part.text().contains(passage.text()));
    }

    private void addResults(List<Map<String, Object>> messages, Message message) {
        for (Content content : message.contents()) {
            if (content instanceof Content.ToolResult result) {
                StringBuilder text = new StringBuilder();
                for (Content part : result.parts()) {
                    if (part instanceof Content.Text words) {
                        text.append(words.text());
                    }
                }
                Map<String, Object> map = new LinkedHashMap<>();
                map.put("role", "tool");
                map.put("name", shield.apply(result.toolName()));
                map.put("tool_call_id", shield.apply(result.callId()));
                map.put("content", shield.apply(text.toString()));
                messages.add(map);
            }
        }
    }

    private Map<String, Object> call(ToolCall call) {
        Map<String, Object> function = new LinkedHashMap<>();
        function.put("name", shield.apply(call.name()));
        function.put("arguments", shielded(object(call.arguments(), "arguments")));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", shield.apply(call.id()));
        map.put("type", "function");
        map.put("function", function);
        return map;
    }

    List<Map<String, Object>> tools(List<ToolSpec> tools) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (ToolSpec tool : tools) {
            Map<String, Object> function = new LinkedHashMap<>();
            function.put("name", tool.name());
            function.put("description", shield.apply(tool.description()));
            function.put("parameters", shielded(object(tool.parametersSchema(), "parametersSchema")));
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("type", "function");
            map.put("function", function);
            list.add(map);
        }
        return list;
    }

    List<Map<String, Object>> documents() {
        List<Map<String, Object>> list = new ArrayList<>();
        int number = 1;
        for (Passage passage : documents) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("doc_id", Integer.toString(number++));
            map.put("title", shield.apply(passage.title()));
            map.put("text", shield.apply(passage.text()));
            list.add(map);
        }
        return list;
    }

    private static Map<String, Object> object(String json, String argument) {
        try {
            return json.isBlank() ? Map.of() : MAPPER.readValue(json, OBJECT);
        } catch (JsonProcessingException e) {
            Require.that(false, argument, argument + " must be a JSON object");
            return Map.of();
        }
    }

    private Map<String, @Nullable Object> shielded(Map<String, Object> map) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> result.put(shield.apply(key), shieldedValue(value)));
        return result;
    }

    private @Nullable Object shieldedValue(@Nullable Object value) {
        if (value instanceof String text) {
            return shield.apply(text);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> result = new LinkedHashMap<>();
            map.forEach((key, each) -> result.put(shield.apply(String.valueOf(key)), shieldedValue(each)));
            return result;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> result = new ArrayList<>();
            list.forEach(each -> result.add(shieldedValue(each)));
            return result;
        }
        return value;
    }
}
