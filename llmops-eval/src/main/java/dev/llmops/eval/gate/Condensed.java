package dev.llmops.eval.gate;

import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.Score;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.Results;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads runs into memory without what a gate does not look at: texts, passages, rationales. */
final class Condensed {
    private Condensed() {}

    /** {@return the results with scores, latency, cost, failures and the fields in {@code fields}} */
    static List<Result> of(Results run, Set<String> fields) {
        try (Stream<Result> stream = run.stream()) {
            return stream.map(result -> light(result, fields)).toList();
        }
    }

    private static Result light(Result result, Set<String> fields) {
        Map<String, String> kept = result.item().fields().entrySet().stream()
                .filter(field -> fields.contains(field.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Item item = Item.builder(result.item().id(), "").fields(kept).build();
        Output old = result.output();
        Output.Builder output = old.failure()
                .map(Output::failure)
                .orElseGet(() -> Output.builder(""))
                .latency(old.latency());
        old.cost().ifPresent(output::cost);
        Map<String, Score> scores = new LinkedHashMap<>();
        if (old.failure().isEmpty()) {
            // A subject that failed has no score, whatever a metric made of the empty answer.
            result.scores().forEach((name, score) -> scores.put(name, light(score)));
        }
        return new Result(item, result.repeat(), output.build(), scores);
    }

    /** {@return the score without what a judge said} */
    static Score light(Score score) {
        return score instanceof Score.Measured measured ? Score.of(measured.value(), measured.statistics()) : score;
    }
}
