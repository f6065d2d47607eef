package dev.llmops.onnx.grammar.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.llmops.onnx.grammar.pattern.Utf8;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Given JSON values: their one text and whether they are the same. */
final class JsonText {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Numbers are equal by value, as JSON Schema says, not by how they are written. */
    private static final Comparator<JsonNode> BY_VALUE = (a, b) -> {
        if (a.isNumber() && b.isNumber()) {
            return a.decimalValue().compareTo(b.decimalValue());
        }
        return a.equals(b) ? 0 : 1;
    };

    private JsonText() {}

    static boolean same(JsonNode a, JsonNode b) {
        return a.equals(BY_VALUE, b);
    }

    static List<JsonNode> common(@Nullable List<JsonNode> some, List<JsonNode> others) {
        if (some == null) {
            return others;
        }
        Set<JsonNode> exact = new HashSet<>(others);
        return some.stream()
                .filter(value -> exact.contains(value)
                        || others.stream().anyMatch(other -> !isText(other) && same(value, other)))
                .toList();
    }

    private static boolean isText(JsonNode node) {
        return node.isTextual();
    }

    static byte[] bytes(JsonNode value, JsonSpacing spacing) {
        StringBuilder text = new StringBuilder();
        write(value, spacing, text);
        return Utf8.bytes(text.toString());
    }

    /** {@return a string as it stands between its quotation marks} */
    static byte[] inner(String text) {
        byte[] quoted = bytes(TextNode.valueOf(text), JsonSpacing.COMPACT);
        return java.util.Arrays.copyOfRange(quoted, 1, quoted.length - 1);
    }

    private static void write(JsonNode value, JsonSpacing spacing, StringBuilder text) {
        boolean flexible = spacing == JsonSpacing.FLEXIBLE;
        JsonSpacing fixed = flexible ? JsonSpacing.SPACED : spacing;
        if (value.isArray()) {
            text.append('[');
            for (int i = 0; i < value.size(); i++) {
                text.append(i == 0 ? "" : fixed.comma());
                write(value.get(i), fixed, text);
            }
            text.append(']');
        } else if (value.isObject()) {
            text.append('{');
            Iterator<Map.Entry<String, JsonNode>> members = value.properties().iterator();
            while (members.hasNext()) {
                Map.Entry<String, JsonNode> member = members.next();
                text.append(scalar(TextNode.valueOf(member.getKey()))).append(fixed.colon());
                write(member.getValue(), fixed, text);
                text.append(members.hasNext() ? fixed.comma() : "");
            }
            text.append('}');
        } else {
            text.append(scalar(value));
        }
    }

    private static String scalar(JsonNode value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON value could not be written", e);
        }
    }
}
