package dev.llmops.onnx.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.llmops.api.model.ToolSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tools that a model may call, for forms in which types or names of parameters are not written. */
final class OfferedTools {
    static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final Map<String, JsonNode> properties = new HashMap<>();

    private OfferedTools() {}

    static OfferedTools of(List<ToolSpec> specs) {
        OfferedTools tools = new OfferedTools();
        for (ToolSpec spec : specs) {
            tools.properties.put(spec.name(), properties(spec));
        }
        return tools;
    }

    /** A schema that is no JSON says nothing here; whoever checks arguments against it complains. */
    private static JsonNode properties(ToolSpec spec) {
        try {
            return JSON.readTree(spec.parametersSchema()).path("properties");
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    boolean isEmpty() {
        return properties.isEmpty();
    }

    boolean has(String name) {
        return properties.containsKey(name);
    }

    /** {@return the names of the parameters of a tool, in the order of its schema} */
    List<String> parameters(String tool) {
        List<String> names = new ArrayList<>();
        properties.getOrDefault(tool, MissingNode.getInstance()).fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** {@return an argument that was written without quotes: text if it must be, else what it looks like} */
    JsonNode value(String tool, String parameter, String written) {
        JsonNode type = properties
                .getOrDefault(tool, MissingNode.getInstance())
                .path(parameter)
                .path("type");
        boolean text = type.asText().equals("string");
        for (JsonNode each : type) {
            text |= each.asText().equals("string") && !written.equals("null");
        }
        if (text) {
            return TextNode.valueOf(written);
        }
        String json = switch (written.strip()) {
            case "True" -> "true";
            case "False" -> "false";
            case "None" -> "null";
            default -> written.strip();
        };
        try {
            JsonNode node = JSON.readTree(json);
            return node.isMissingNode() ? TextNode.valueOf(written) : node;
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(written);
        }
    }
}
