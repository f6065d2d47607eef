package dev.llmops.remote.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.ResponseAssembly;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Joins arguments of a function call that come value by value, each with the path of its place.
 *
 * <p>A call begins with its name, goes on in parts without a name, and ends with one that says no
 * more. Its arguments are handed over whole, since values need not come in the order of the text.
 */
final class PartialArguments {
    private static final Pattern STEP = Pattern.compile("\\.([^.\\[\\]]+)|\\[(\\d{1,4})]|\\['([^']*)']");

    private final ResponseAssembly assembly;
    private @Nullable String key;
    private ObjectNode arguments = Json.object();

    PartialArguments(ResponseAssembly assembly) {
        this.assembly = assembly;
    }

    /** {@return whether this is the beginning of a call that comes in pieces} */
    boolean begins(String callKey, JsonNode function) {
        complete();
        if (!function.has("partialArgs") && !function.path("willContinue").asBoolean(false)) {
            return false;
        }
        key = callKey;
        arguments = function.path("args") instanceof ObjectNode object ? object.deepCopy() : Json.object();
        add(function);
        return true;
    }

    /** {@return whether this is a further piece of the call that has begun, which is added to it} */
    boolean goesOn(JsonNode function) {
        if (key == null || Json.has(function, "name")) {
            return false;
        }
        add(function);
        return true;
    }

    /** Hands over the call that has begun. */
    void complete() {
        if (key != null) {
            assembly.toolArguments(key, arguments.toString());
            key = null;
        }
    }

    private void add(JsonNode function) {
        for (JsonNode piece : function.path("partialArgs")) {
            List<String> steps = steps(Json.text(piece, "jsonPath"));
            if (!steps.isEmpty()) {
                set(steps, piece);
            }
        }
        if (!function.path("willContinue").asBoolean(false)) {
            complete();
        }
    }

    private static List<String> steps(String path) {
        List<String> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(path);
        while (matcher.find()) {
            if (matcher.group(2) != null) {
                steps.add("[" + matcher.group(2));
            } else {
                steps.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(3));
            }
        }
        return steps;
    }

    private void set(List<String> steps, JsonNode piece) {
        JsonNode at = arguments;
        for (int i = 0; i < steps.size() - 1; i++) {
            JsonNode next = child(at, steps.get(i));
            if (!next.isContainerNode()) {
                next = steps.get(i + 1).startsWith("[") ? Json.array() : Json.object();
                put(at, steps.get(i), next);
            }
            at = next;
        }
        String last = steps.get(steps.size() - 1);
        JsonNode value = value(piece);
        JsonNode before = child(at, last);
        put(at, last, value.isTextual() && before.isTextual() ? text(before, value) : value);
    }

    private static JsonNode text(JsonNode before, JsonNode more) {
        return JsonNodeFactory.instance.textNode(before.textValue() + more.textValue());
    }

    private static JsonNode value(JsonNode piece) {
        for (String member : List.of("stringValue", "numberValue", "boolValue")) {
            if (Json.has(piece, member)) {
                return piece.path(member);
            }
        }
        return JsonNodeFactory.instance.nullNode();
    }

    private static JsonNode child(JsonNode node, String step) {
        return step.startsWith("[") ? node.path(Integer.parseInt(step.substring(1))) : node.path(step);
    }

    private static void put(JsonNode node, String step, JsonNode value) {
        if (node instanceof ObjectNode object) {
            object.set(step.startsWith("[") ? step.substring(1) : step, value);
        } else if (node instanceof ArrayNode array && step.startsWith("[")) {
            int index = Integer.parseInt(step.substring(1));
            while (array.size() <= index) {
                array.addNull();
            }
            array.set(index, value);
        }
    }
}
