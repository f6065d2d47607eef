package dev.llmops.remote.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.TokenCounter;
import dev.llmops.api.model.TokenLogprob;
import dev.llmops.api.model.Usage;
import dev.llmops.api.model.Usage.Unit;
import dev.llmops.remote.stream.WireEvent;
import dev.llmops.remote.wire.AnswerReader;
import dev.llmops.remote.wire.InStreamFailure;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.MadeUpCallIds;
import dev.llmops.remote.wire.MalformedAnswerException;
import dev.llmops.remote.wire.ResponseAssembly;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads an answer of Ollama's chat, whole or line by line; both have the same form.
 *
 * <p>The server cuts prompts that are longer than its context without a word. Only the number of
 * tokens that it has read shows it: where that is far below what the prompt must have, the response
 * has a warning.
 */
final class OllamaReader implements AnswerReader {
    private static final Set<String> KNOWN = Set.of(
            "model", "created_at", "message", "done", "done_reason", "prompt_eval_count", "eval_count", "logprobs");
    private static final Set<String> KNOWN_IN_MESSAGE = Set.of("role", "content", "thinking", "tool_calls");

    /** Estimates of short prompts are too rough to judge by. */
    private static final long LEAST_ESTIMATE = 256;

    private static final double LEAST_SHARE = 0.7;

    private final ModelRequest request;
    private final ResponseAssembly assembly;
    private boolean done;
    private int calls;

    OllamaReader(ModelRequest request, ResponseAssembly assembly) {
        this.request = request;
        this.assembly = assembly;
    }

    @Override
    public void whole(JsonNode answer) {
        if (!read(answer) && !answer.path("message").isObject()) {
            throw MalformedAnswerException.without("message");
        }
    }

    @Override
    public boolean event(WireEvent event) {
        return read(Json.read(event.data()));
    }

    @Override
    public boolean isComplete() {
        return done;
    }

    private boolean read(JsonNode line) {
        if (Json.has(line, "error")) {
            throw new InStreamFailure("error", line.toString());
        }
        assembly.begin("", Json.text(line, "model"));
        JsonNode message = line.path("message");
        if (message.path("thinking").isTextual()) {
            assembly.reasoning("thinking", message.path("thinking").textValue());
        }
        if (message.path("content").isTextual()) {
            assembly.text("content", message.path("content").textValue());
        }
        message.path("tool_calls").forEach(this::toolCall);
        logprobs(line.path("logprobs"));
        keep("", KNOWN, line);
        keep("message.", KNOWN_IN_MESSAGE, message);
        if (line.path("done").asBoolean(false)) {
            done = true;
            assembly.finish(Json.has(line, "done_reason") ? Json.text(line, "done_reason") : "stop");
            usage(line);
        }
        return done;
    }

    private void toolCall(JsonNode call) {
        String key = "call-" + calls;
        String id = Json.text(call, "id");
        JsonNode function = call.path("function");
        assembly.toolCall(
                key,
                id.isEmpty() ? MadeUpCallIds.id("", request.messages().size(), calls) : id,
                Json.text(function, "name"));
        JsonNode arguments = function.path("arguments");
        assembly.toolArguments(key, arguments.isObject() ? arguments.toString() : arguments.asText(""));
        calls++;
    }

    private void logprobs(JsonNode node) {
        List<TokenLogprob> tokens = new ArrayList<>();
        for (JsonNode each : node) {
            List<TokenLogprob> alternatives = new ArrayList<>();
            each.path("top_logprobs").forEach(other -> alternatives.add(token(other, List.of())));
            tokens.add(token(each, alternatives));
        }
        assembly.logprobs(tokens);
    }

    private static TokenLogprob token(JsonNode node, List<TokenLogprob> alternatives) {
        return new TokenLogprob(Json.text(node, "token"), node.path("logprob").asDouble(Double.NaN), alternatives);
    }

    private void keep(String prefix, Set<String> known, JsonNode node) {
        node.properties().forEach(member -> {
            JsonNode value = member.getValue();
            if (!known.contains(member.getKey()) && !value.isNull()) {
                assembly.metadata(prefix + member.getKey(), value.isTextual() ? value.textValue() : value.toString());
            }
        });
    }

    private void usage(JsonNode line) {
        Usage.Builder usage = Usage.builder(Usage.Source.PROVIDER);
        OptionalLong prompt = Json.count(line, "prompt_eval_count");
        OptionalLong answer = Json.count(line, "eval_count");
        var raw = Json.object();
        prompt.ifPresent(count -> {
            usage.count(Unit.INPUT_UNCACHED, count);
            raw.put("prompt_eval_count", count);
        });
        answer.ifPresent(count -> {
            usage.count(Unit.OUTPUT_TEXT, count);
            raw.put("eval_count", count);
        });
        if (!raw.isEmpty()) {
            assembly.usage(usage.rawJson(raw.toString()).build());
        }
        prompt.ifPresent(this::compare);
    }

    private void compare(long read) {
        long estimate = 0;
        for (Message message : request.messages()) {
            estimate += estimate(message.contents());
        }
        if (estimate >= LEAST_ESTIMATE && read < estimate * LEAST_SHARE) {
            assembly.warning("the prompt may have been cut: the server read " + read + " tokens of about " + estimate
                    + "; set a larger context length in OllamaOptions");
        }
    }

    private static long estimate(List<Content> contents) {
        long tokens = 0;
        for (Content content : contents) {
            if (content instanceof Content.Text text) {
                tokens += TokenCounter.estimating().count(text.text()).tokens();
            } else if (content instanceof Content.ToolResult result) {
                tokens += estimate(result.parts());
            }
        }
        return tokens;
    }
}
