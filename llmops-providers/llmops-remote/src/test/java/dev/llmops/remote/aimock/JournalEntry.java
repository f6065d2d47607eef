package dev.llmops.remote.aimock;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What aimock understood of one request, and how it answered.
 *
 * @param json the entry as it gave it
 */
record JournalEntry(JsonNode json) {
    /** The header in which all connections of these tests tell the id of the call. */
    static final String CALL_ID = "x-call-id";

    /** {@return method and path, such as {@code POST /v1/models}} */
    String line() {
        return json.path("method").asText() + " " + json.path("path").asText();
    }

    /** {@return a header; empty if it was not sent} */
    String header(String name) {
        return json.path("headers").path(name).asText();
    }

    /** {@return the request in aimock's own form, which is that of OpenAI's chat whatever came} */
    JsonNode body() {
        return json.path("body");
    }

    /**
     * {@return the messages, a line each: the role and the text, then the calls of tools, names and arguments; what the
     * model said in one turn is one line, however many pieces it was sent in}
     */
    List<String> messages() {
        List<String> lines = new ArrayList<>();
        String before = "";
        for (JsonNode message : body().path("messages")) {
            String role = role(message);
            String said = text(message.path("content")) + calls(message);
            if (role.equals("assistant") && before.equals(role)) {
                lines.add(lines.remove(lines.size() - 1) + said);
            } else {
                lines.add(role + ": " + said);
            }
            before = role;
        }
        return lines;
    }

    private static String calls(JsonNode message) {
        StringBuilder calls = new StringBuilder();
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            calls.append(function.path("name").asText())
                    .append(function.path("arguments").asText());
        }
        return calls.toString();
    }

    /** {@return the ids of the calls in the messages, in order} */
    List<String> callIds() {
        return body().findValues("tool_calls").stream()
                .flatMap(calls -> calls.findValuesAsText("id").stream())
                .toList();
    }

    /** {@return the ids of the calls that results in the messages are for, in order} */
    List<String> resultIds() {
        return body().path("messages").findValuesAsText("tool_call_id");
    }

    /** OpenAI has a second name for the same role. */
    private static String role(JsonNode message) {
        String role = message.path("role").asText();
        return role.equals("developer") ? "system" : role;
    }

    private static String text(JsonNode content) {
        return content.isArray() ? String.join("", content.findValuesAsText("text")) : content.asText("");
    }

    /** {@return the status of the answer; 0 where the connection was cut instead} */
    int status() {
        return json.path("response").path("status").asInt();
    }

    /** {@return what chaos did to the answer; empty if nothing} */
    String chaos() {
        return json.path("response").path("chaosAction").asText();
    }

    /** Shows what was asked for and what came of it. */
    @Override
    public String toString() {
        return line() + " -> " + status() + (chaos().isEmpty() ? "" : " " + chaos());
    }
}
