package dev.llmops.remote.rerank;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.embedding.Reranker.Ranked;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.MalformedAnswerException;
import java.util.ArrayList;
import java.util.List;

/** Reads lists of {@code {index, relevance_score}}, in whose names servers differ a little. */
public final class RankedList {
    private static final List<String> LISTS = List.of("results", "data");
    private static final List<String> SCORES = List.of("relevance_score", "score");

    private RankedList() {}

    /**
     * {@return the judged texts of an answer, which is a list or has one}
     *
     * @throws MalformedAnswerException if it has none, or something in it is not a judged text
     */
    public static List<Ranked> read(JsonNode answer) {
        List<Ranked> ranked = new ArrayList<>();
        for (JsonNode item : list(answer)) {
            int index =
                    Json.integer(item, "index").orElseThrow(() -> MalformedAnswerException.without("index of a text"));
            ranked.add(new Ranked(index, score(item)));
        }
        return ranked;
    }

    private static JsonNode list(JsonNode answer) {
        if (answer.isArray()) {
            return answer;
        }
        for (String name : LISTS) {
            if (answer.path(name).isArray()) {
                return answer.path(name);
            }
        }
        throw MalformedAnswerException.without("results");
    }

    private static double score(JsonNode item) {
        for (String name : SCORES) {
            if (item.path(name).isNumber()) {
                return item.path(name).doubleValue();
            }
        }
        throw MalformedAnswerException.without("score of a text");
    }
}
