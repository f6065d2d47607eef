package dev.llmops.remote.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.model.TokenLogprob;
import dev.llmops.api.model.Usage;
import dev.llmops.api.model.Usage.Unit;
import dev.llmops.remote.stream.WireEvent;
import dev.llmops.remote.wire.AnswerReader;
import dev.llmops.remote.wire.InStreamFailure;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.MalformedAnswerException;
import dev.llmops.remote.wire.ResponseAssembly;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Reads what Text Generation Inference generates, whole or token by token. */
final class TgiReader implements AnswerReader {
    private static final String TEXT = "text";
    private static final Set<String> KNOWN =
            Set.of("generated_text", "details", "index", "token", "top_tokens", "error", "error_type");

    private final ResponseAssembly assembly;
    private final StopTail tail;
    private final boolean wantsLogprobs;

    TgiReader(List<String> stops, boolean wantsLogprobs, ResponseAssembly assembly) {
        this.assembly = assembly;
        this.tail = new StopTail(stops);
        this.wantsLogprobs = wantsLogprobs;
    }

    @Override
    public void whole(JsonNode answer) {
        // The endpoint at the root of a server gives a list of one.
        JsonNode one = answer.isArray() ? answer.path(0) : answer;
        failIfError("", one);
        if (!one.path("generated_text").isTextual()) {
            throw MalformedAnswerException.without("generated text");
        }
        text(tail.add(one.path("generated_text").textValue()));
        JsonNode details = one.path("details");
        if (wantsLogprobs) {
            JsonNode tokens = details.path("tokens");
            for (int i = 0; i < tokens.size(); i++) {
                logprob(tokens.get(i), details.path("top_tokens").path(i));
            }
        }
        end(one);
    }

    @Override
    public boolean event(WireEvent event) {
        JsonNode json = Json.read(event.data());
        if (event.name().equals("error") || event.kind() == WireEvent.Kind.FAILURE) {
            throw new InStreamFailure(event.name(), event.data());
        }
        failIfError(event.name(), json);
        JsonNode token = json.path("token");
        if (token.isObject() && !token.path("special").asBoolean(false)) {
            text(tail.add(Json.text(token, "text")));
        }
        if (wantsLogprobs && token.isObject()) {
            logprob(token, json.path("top_tokens"));
        }
        if (!json.path("generated_text").isTextual()) {
            return false;
        }
        end(json);
        return true;
    }

    @Override
    public boolean isComplete() {
        return false;
    }

    private static void failIfError(String name, JsonNode json) {
        if (Json.has(json, "error")) {
            throw new InStreamFailure(name, json.toString());
        }
    }

    private void text(String delta) {
        if (!delta.isEmpty()) {
            assembly.text(TEXT, delta);
        }
    }

    private void logprob(JsonNode token, JsonNode alternatives) {
        List<TokenLogprob> others = new ArrayList<>();
        alternatives.forEach(each -> others.add(value(each, List.of())));
        assembly.logprobs(List.of(value(token, others)));
    }

    private static TokenLogprob value(JsonNode token, List<TokenLogprob> alternatives) {
        return new TokenLogprob(Json.text(token, "text"), token.path("logprob").asDouble(Double.NaN), alternatives);
    }

    private void end(JsonNode last) {
        JsonNode details = last.path("details");
        String reason = Json.text(details, "finish_reason");
        text(tail.rest(reason.equals("stop_sequence")));
        if (details.isObject()) {
            assembly.finish(reason);
            usage(details);
        }
        last.properties().forEach(member -> {
            if (!KNOWN.contains(member.getKey()) && !member.getValue().isNull()) {
                assembly.metadata(member.getKey(), member.getValue().toString());
            }
        });
        OptionalLong seed = Json.count(details, "seed");
        seed.ifPresent(value -> assembly.metadata("seed", String.valueOf(value)));
    }

    private void usage(JsonNode details) {
        Usage.Builder usage = Usage.builder(Usage.Source.PROVIDER);
        JsonNode prefill = details.path("prefill");
        OptionalLong input = Json.count(details, "input_length");
        if (input.isPresent() || !prefill.isEmpty()) {
            usage.count(Unit.INPUT_UNCACHED, input.orElse(prefill.size()));
        }
        Json.count(details, "generated_tokens").ifPresent(count -> usage.count(Unit.OUTPUT_TEXT, count));
        assembly.usage(usage.build());
    }
}
