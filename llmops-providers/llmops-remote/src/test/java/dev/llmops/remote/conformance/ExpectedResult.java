package dev.llmops.remote.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ToolCall;
import dev.llmops.remote.wire.Json;
import java.util.ArrayList;
import java.util.List;

/** Compares a response with what others derived from the same stream. */
final class ExpectedResult {
    private ExpectedResult() {}

    /** {@return what differs; a member that nobody derived is not compared} */
    static List<String> differences(JsonNode expected, ModelResponse response, List<ToolCall> calls) {
        List<String> problems = new ArrayList<>();
        compare(problems, "text", expected, response.text());
        compare(problems, "thinking", expected, response.reasoning());
        compare(problems, "finish", expected, response.rawFinishReason());
        compare(problems, "id", expected, response.id());
        compare(problems, "model", expected, response.model());
        if (expected.path("tool_calls").isArray()) {
            toolCalls(problems, (ArrayNode) expected.path("tool_calls"), calls);
        }
        if (expected.path("usage").isObject()) {
            JsonNode told = Json.readOrMissing(response.usage().rawJson());
            contained(problems, "usage", expected.path("usage"), told);
        }
        return problems;
    }

    private static void compare(List<String> problems, String member, JsonNode expected, String actual) {
        if (expected.hasNonNull(member) && !expected.path(member).asText().equals(actual)) {
            problems.add("another " + member);
        }
    }

    private static void toolCalls(List<String> problems, ArrayNode expected, List<ToolCall> actual) {
        if (expected.size() != actual.size()) {
            problems.add(actual.size() + " tool calls, not " + expected.size());
            return;
        }
        for (int i = 0; i < actual.size(); i++) {
            ToolCall call = actual.get(i);
            JsonNode each = expected.get(i);
            JsonNode arguments = each.path("arguments");
            boolean same = each.path("name").asText().equals(call.name())
                    && (!each.hasNonNull("id") || each.path("id").asText().equals(call.id()))
                    && sameArguments(arguments, call.arguments());
            if (!same) {
                problems.add("another tool call " + i);
            }
        }
    }

    private static boolean sameArguments(JsonNode expected, String actual) {
        if (expected.isTextual()) {
            return expected.textValue().equals(actual) || (expected.textValue().isBlank() && actual.equals("{}"));
        }
        return Requests.same(expected, Json.readOrMissing(actual));
    }

    /** What others fill in as zero need not have been told. */
    private static void contained(List<String> problems, String path, JsonNode expected, JsonNode actual) {
        if (expected.isObject()) {
            expected.properties()
                    .forEach(member -> contained(
                            problems, path + "." + member.getKey(), member.getValue(), actual.path(member.getKey())));
        } else if (!expected.isNull() && !(isZero(expected) && actual.isMissingNode())) {
            if (!Requests.same(expected, actual)) {
                problems.add("another " + path);
            }
        }
    }

    private static boolean isZero(JsonNode node) {
        return node.isNumber() && node.decimalValue().signum() == 0;
    }
}
