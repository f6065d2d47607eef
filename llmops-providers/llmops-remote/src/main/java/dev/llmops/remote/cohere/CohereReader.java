package dev.llmops.remote.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.TokenLogprob;
import dev.llmops.remote.stream.WireEvent;
import dev.llmops.remote.wire.AnswerReader;
import dev.llmops.remote.wire.InStreamFailure;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.MalformedAnswerException;
import dev.llmops.remote.wire.ResponseAssembly;
import java.util.List;
import java.util.Set;

/**
 * Reads an answer of Cohere's chat, whole or in events.
 *
 * <p>The plan of tool calls is reasoning that goes back as the plan. An answer is complete with the
 * event {@code message-end}, and with no other.
 */
final class CohereReader implements AnswerReader {
    private static final Object PLAN = "plan";
    private static final Set<String> KNOWN = Set.of("id", "message", "finish_reason", "usage", "logprobs");
    private static final Set<String> KNOWN_IN_MESSAGE =
            Set.of("role", "content", "tool_plan", "tool_calls", "citations");

    private final ResponseAssembly assembly;
    private final CohereCitations citations;
    private boolean planned;

    CohereReader(ResponseAssembly assembly, CohereCitations citations) {
        this.assembly = assembly;
        this.citations = citations;
    }

    @Override
    public void whole(JsonNode answer) {
        JsonNode message = answer.path("message");
        if (!message.isObject()) {
            failure("", answer);
            throw MalformedAnswerException.without("message");
        }
        assembly.begin(Json.text(answer, "id"), "");
        plan(message);
        endPlan();
        int index = 0;
        for (JsonNode content : message.path("content")) {
            content(index++, content);
        }
        index = 0;
        for (JsonNode call : message.path("tool_calls")) {
            toolCall(index++, call);
        }
        message.path("citations").forEach(citations::add);
        answer.path("logprobs").forEach(this::logprobs);
        keep("", KNOWN, answer);
        keep("message.", KNOWN_IN_MESSAGE, message);
        end(answer);
    }

    private void keep(String prefix, Set<String> known, JsonNode node) {
        node.properties().forEach(member -> {
            JsonNode value = member.getValue();
            if (!known.contains(member.getKey()) && !value.isNull()) {
                assembly.metadata(prefix + member.getKey(), value.isTextual() ? value.textValue() : value.toString());
            }
        });
    }

    @Override
    public boolean event(WireEvent event) {
        JsonNode data = Json.read(event.data());
        String type = Json.text(data, "type");
        type = type.isEmpty() ? event.name() : type;
        if (event.kind() == WireEvent.Kind.FAILURE || type.equals("error") || type.isEmpty()) {
            failure(event.name(), data);
        }
        int index = data.path("index").asInt(0);
        JsonNode delta = data.path("delta");
        JsonNode message = delta.path("message");
        switch (type) {
            case "message-start" -> assembly.begin(Json.text(data, "id"), "");
            case "content-start", "content-delta" -> {
                endPlan();
                content(index, message.path("content"));
                logprobs(data.path("logprobs"));
            }
            case "tool-plan-delta" -> plan(message);
            case "tool-call-start", "tool-call-delta" -> {
                endPlan();
                toolCall(index, message.path("tool_calls"));
            }
            case "citation-start" -> citation(message.path("citations"));
            case "content-end", "tool-call-end", "citation-end" -> {
                // What began has been read.
            }
            case "message-end" -> {
                endPlan();
                end(delta);
                return true;
            }
            default -> assembly.unknownEvent(type, event.data());
        }
        return false;
    }

    /** Tells an error in the place of an answer, which is an object with a message of text. */
    private static void failure(String name, JsonNode data) {
        if (data.path("message").isTextual() || Json.has(data, "error") || name.equals("error")) {
            throw new InStreamFailure(name, data.toString());
        }
    }

    @Override
    public boolean isComplete() {
        return false;
    }

    private void plan(JsonNode message) {
        String text = Json.text(message, "tool_plan");
        if (!text.isEmpty()) {
            planned = true;
            assembly.reasoning(PLAN, text);
        }
    }

    private void endPlan() {
        if (planned) {
            planned = false;
            assembly.content(new Content.Opaque(CohereClient.PROVIDER, CohereMessages.PLAN, "{}"));
        }
    }

    private void content(int index, JsonNode content) {
        String key = "content-" + index;
        String type = Json.text(content, "type");
        if (content.path("text").isTextual()) {
            citations.text(index, content.path("text").textValue());
            assembly.text(key, content.path("text").textValue());
        } else if (content.path("thinking").isTextual()) {
            assembly.reasoning(key, content.path("thinking").textValue());
        } else if (!type.isEmpty() && !type.equals("text") && !type.equals("thinking")) {
            assembly.opaque(type, content.toString());
        }
    }

    /** In events the calls are one object, and not a list. */
    private void toolCall(int index, JsonNode calls) {
        for (JsonNode call : calls.isArray() ? calls : List.of(calls)) {
            String key = "call-" + index;
            JsonNode function = call.path("function");
            assembly.toolCall(key, Json.text(call, "id"), Json.text(function, "name"));
            JsonNode arguments = function.path("arguments");
            assembly.toolArguments(key, arguments.isObject() ? arguments.toString() : arguments.asText(""));
        }
    }

    private void citation(JsonNode node) {
        for (JsonNode citation : node.isArray() ? node : List.of(node)) {
            citations.add(citation);
        }
    }

    private void logprobs(JsonNode node) {
        JsonNode values = node.path("logprobs");
        if (values.isEmpty()) {
            return;
        }
        // A piece of text may be several tokens; that all of them were chosen is the product.
        double sum = 0;
        for (JsonNode value : values) {
            sum += value.asDouble(Double.NaN);
        }
        assembly.logprobs(List.of(new TokenLogprob(Json.text(node, "text"), sum, List.of())));
    }

    private void end(JsonNode node) {
        if (node.path("usage").isObject()) {
            assembly.usage(CohereUsage.read(node.path("usage")));
        }
        if (Json.has(node, "finish_reason")) {
            assembly.finish(Json.text(node, "finish_reason"));
        }
        if (Json.has(node, "error")) {
            assembly.metadata("error", Json.text(node, "error"));
        }
        citations.complete();
    }
}
