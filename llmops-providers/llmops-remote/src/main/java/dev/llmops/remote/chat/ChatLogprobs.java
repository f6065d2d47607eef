package dev.llmops.remote.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.model.TokenLogprob;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.ResponseAssembly;
import java.util.ArrayList;
import java.util.List;

/** Reads log-probabilities, in the form of chat completions and in that of plain completions. */
final class ChatLogprobs {
    private ChatLogprobs() {}

    static void read(JsonNode logprobs, ResponseAssembly assembly) {
        if (!logprobs.isObject()) {
            return;
        }
        List<TokenLogprob> tokens = new ArrayList<>();
        for (JsonNode each : logprobs.path("content")) {
            tokens.add(token(each));
        }
        JsonNode plain = logprobs.path("tokens");
        JsonNode values = logprobs.path("token_logprobs");
        for (int i = 0; i < plain.size(); i++) {
            tokens.add(new TokenLogprob(
                    plain.get(i).asText(), values.path(i).asDouble(Double.NaN), alternatives(logprobs, i)));
        }
        assembly.logprobs(tokens);
    }

    private static TokenLogprob token(JsonNode node) {
        List<TokenLogprob> alternatives = new ArrayList<>();
        for (JsonNode each : node.path("top_logprobs")) {
            alternatives.add(new TokenLogprob(Json.text(each, "token"), value(each), List.of()));
        }
        return new TokenLogprob(Json.text(node, "token"), value(node), alternatives);
    }

    private static List<TokenLogprob> alternatives(JsonNode logprobs, int place) {
        List<TokenLogprob> alternatives = new ArrayList<>();
        logprobs.path("top_logprobs")
                .path(place)
                .properties()
                .forEach(each -> alternatives.add(
                        new TokenLogprob(each.getKey(), each.getValue().asDouble(Double.NaN), List.of())));
        return alternatives;
    }

    private static double value(JsonNode node) {
        return node.path("logprob").asDouble(Double.NaN);
    }
}
