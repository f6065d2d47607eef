package dev.llmops.remote.responses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.model.TokenLogprob;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.ResponseAssembly;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Joins the texts of an answer: what it says, refuses and thinks. Used by one thread. */
final class OutputTexts {
    private final ResponseAssembly assembly;
    private final OutputCitations citations;
    private final Map<PartKey, Integer> begins = new HashMap<>();
    private boolean refused;

    OutputTexts(ResponseAssembly assembly) {
        this.assembly = assembly;
        this.citations = new OutputCitations(assembly);
    }

    boolean isRefused() {
        return refused;
    }

    void text(int item, int part, String delta) {
        assembly.text(textKey(item, part), delta);
    }

    /** {@return the key of a text, noting where in the whole text it begins} */
    private PartKey textKey(int item, int part) {
        PartKey key = new PartKey(item, Kind.TEXT, part);
        begins.computeIfAbsent(key, begun -> assembly.textLength());
        return key;
    }

    void refusal(int item, int part, String delta) {
        refused = true;
        assembly.refusal(new PartKey(item, Kind.REFUSAL, part), delta);
    }

    void summary(int item, int part, String delta) {
        assembly.reasoning(new PartKey(item, Kind.SUMMARY, part), delta);
    }

    void thought(int item, int part, String delta) {
        assembly.reasoning(new PartKey(item, Kind.THOUGHT, part), delta);
    }

    /** Reads a part of a message as it is in the end; {@code first} tells whether that was not done before. */
    void whole(int item, int index, JsonNode part, boolean first) {
        if (Json.text(part, "type").equals(ItemTypes.REFUSAL)) {
            refused = true;
            assembly.wholeRefusal(new PartKey(item, Kind.REFUSAL, index), Json.text(part, "refusal"));
            return;
        }
        PartKey key = textKey(item, index);
        String text = Json.text(part, "text");
        assembly.wholeText(key, text);
        if (first) {
            citations.read(part.path("annotations"), text, begins.getOrDefault(key, 0));
            assembly.logprobs(logprobs(part.path("logprobs")));
        }
    }

    /** Reads what a reasoning item shows, as it is in the end. */
    void wholeThoughts(int item, JsonNode reasoning) {
        int index = 0;
        for (JsonNode part : reasoning.path("summary")) {
            assembly.wholeReasoning(new PartKey(item, Kind.SUMMARY, index++), Json.text(part, "text"));
        }
        index = 0;
        for (JsonNode part : reasoning.path("content")) {
            assembly.wholeReasoning(new PartKey(item, Kind.THOUGHT, index++), Json.text(part, "text"));
        }
    }

    private static List<TokenLogprob> logprobs(JsonNode list) {
        List<TokenLogprob> tokens = new ArrayList<>();
        for (JsonNode each : list) {
            tokens.add(new TokenLogprob(
                    Json.text(each, "token"),
                    each.path("logprob").asDouble(Double.NaN),
                    logprobs(each.path("top_logprobs"))));
        }
        return tokens;
    }

    private enum Kind {
        TEXT,
        REFUSAL,
        SUMMARY,
        THOUGHT
    }

    private record PartKey(int item, Kind kind, int part) {}
}
