package dev.llmops.remote.responses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.model.FinishReason;
import dev.llmops.remote.error.FinishReasons;
import dev.llmops.remote.stream.WireEvent;
import dev.llmops.remote.wire.AnswerReader;
import dev.llmops.remote.wire.InStreamFailure;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.MalformedAnswerException;
import dev.llmops.remote.wire.ResponseAssembly;
import java.util.Set;

/**
 * Reads an answer of the Responses format, whole or in events.
 *
 * <p>The last event of a stream repeats the whole answer. It is read as a whole answer is, over what the events before
 * it have given, so that both ways lead to the same and nothing that a server sent only once is lost.
 */
final class ResponsesReader implements AnswerReader {
    private static final String DONE = "[DONE]";

    /** What the answer repeats of the request, or has a term of this library for. */
    private static final Set<String> KNOWN = Set.of(
            "id",
            "object",
            "created_at",
            "completed_at",
            "model",
            "status",
            "output",
            "output_text",
            "usage",
            "error",
            "incomplete_details",
            "instructions",
            "input",
            "background",
            "frequency_penalty",
            "presence_penalty",
            "include",
            "max_output_tokens",
            "max_tool_calls",
            "metadata",
            "parallel_tool_calls",
            "previous_response_id",
            "prompt",
            "prompt_cache_key",
            "prompt_cache_retention",
            "prompt_cache_options",
            "reasoning",
            "safety_identifier",
            "store",
            "stream",
            "temperature",
            "text",
            "tool_choice",
            "tools",
            "top_logprobs",
            "top_p",
            "truncation",
            "user");

    private final OutputItems items;
    private final ResponseAssembly assembly;
    private final Resumption resumption;
    private boolean kept;

    ResponsesReader(OutputItems items, ResponseAssembly assembly, Resumption resumption) {
        this.items = items;
        this.assembly = assembly;
        this.resumption = resumption;
    }

    @Override
    public void whole(JsonNode answer) {
        failIfFailed("", answer, answer);
        if (!answer.path("output").isArray()) {
            throw MalformedAnswerException.without("output");
        }
        begin(answer);
        last(answer);
    }

    @Override
    public boolean event(WireEvent event) {
        if (event.data().strip().equals(DONE)) {
            // Some servers send it, but only after the last event of this format.
            return false;
        }
        JsonNode json = Json.read(event.data());
        String type = Json.text(json, "type");
        type = type.isEmpty() ? event.name() : type;
        JsonNode response = json.path("response");
        if (event.kind() == WireEvent.Kind.FAILURE || type.equals("error") || type.equals("response.failed")) {
            throw new InStreamFailure(type, event.data());
        }
        failIfFailed(type, json, response);
        if (resumption.isRepeated(json)) {
            return false;
        }
        switch (type) {
            case "response.created", "response.in_progress", "response.queued" -> begin(response);
            case "response.completed", "response.incomplete", "response.cancelled", "response.done" -> {
                begin(response);
                last(response);
                return true;
            }
            default -> {
                if (!items.event(type, json)) {
                    assembly.unknownEvent(type, event.data());
                }
            }
        }
        return false;
    }

    /** {@return false: every server of this format sends the last event} */
    @Override
    public boolean isComplete() {
        return false;
    }

    @Override
    public boolean isKept() {
        return kept;
    }

    @Override
    public String continuation() {
        return resumption.next();
    }

    private static void failIfFailed(String event, JsonNode json, JsonNode response) {
        boolean failed = Json.has(json, "error")
                || Json.has(response, "error")
                || Json.text(json, "type").equals("error")
                || Json.text(response, "status").equals("failed");
        if (failed) {
            throw new InStreamFailure(event, json.toString());
        }
    }

    private void begin(JsonNode response) {
        assembly.begin(Json.text(response, "id"), Json.text(response, "model"));
        kept |= response.path("background").asBoolean();
        resumption.note(response);
    }

    private void last(JsonNode response) {
        items.all(response.path("output"));
        if (response.path("usage").isObject()) {
            assembly.usage(ResponsesUsage.read(response.path("usage")));
        }
        response.properties().forEach(member -> {
            JsonNode value = member.getValue();
            if (!KNOWN.contains(member.getKey()) && !value.isNull()) {
                assembly.metadata(member.getKey(), value.isTextual() ? value.textValue() : value.toString());
            }
        });
        finish(response);
        assembly.rawJson(response.isObject() ? response.toString() : "");
    }

    private void finish(JsonNode response) {
        String status = Json.text(response, "status");
        switch (status) {
            case "incomplete" -> {
                String cause = Json.text(response.path("incomplete_details"), "reason");
                assembly.finish(FinishReasons.of(cause, false, false), status);
                assembly.metadata("incomplete_details.reason", cause);
            }
            case "cancelled" -> assembly.finish(FinishReason.ERROR, status);
            case "queued", "in_progress" -> {
                assembly.finish(FinishReason.UNKNOWN, status);
                assembly.warning("the provider has not answered yet; ask for response " + Json.text(response, "id"));
            }
            default -> {
                if (items.isRefused()) {
                    assembly.finish(FinishReason.CONTENT_FILTER, status);
                } else {
                    assembly.finish(status);
                }
            }
        }
    }
}
