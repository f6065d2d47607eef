package dev.llmops.remote.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.model.TokenLogprob;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.ResponseAssembly;
import java.util.ArrayList;
import java.util.List;

/** Reads how likely the chosen tokens and their alternatives were. */
final class GeminiLogprobs {
    private GeminiLogprobs() {}

    static void read(JsonNode result, ResponseAssembly assembly) {
        JsonNode chosen = result.path("chosenCandidates");
        List<TokenLogprob> tokens = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            List<TokenLogprob> alternatives = new ArrayList<>();
            for (JsonNode each : result.path("topCandidates").path(i).path("candidates")) {
                alternatives.add(token(each, List.of()));
            }
            tokens.add(token(chosen.get(i), alternatives));
        }
        assembly.logprobs(tokens);
    }

    private static TokenLogprob token(JsonNode node, List<TokenLogprob> alternatives) {
        // A probability of 1 is left out, as zeros are in this format.
        return new TokenLogprob(
                Json.text(node, "token"), node.path("logProbability").asDouble(0), alternatives);
    }
}
