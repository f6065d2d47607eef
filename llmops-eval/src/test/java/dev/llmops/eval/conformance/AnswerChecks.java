package dev.llmops.eval.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.eval.Score;
import dev.llmops.eval.text.EditDistance;
import dev.llmops.eval.text.PassAtK;
import dev.llmops.eval.text.Squad;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Short answers: SQuAD, edit distance, pass@k. */
final class AnswerChecks implements CheckSet {
    @Override
    public Map<String, Check> checks() {
        return Map.of(
                "squad", AnswerChecks::squad,
                "edit", AnswerChecks::edit,
                "pass_at_k", AnswerChecks::passAtK);
    }

    private static void squad(GoldenCase golden) {
        List<String> normalized = new ArrayList<>();
        normalized.add(Squad.normalize(golden.hyp()));
        golden.refs().forEach(reference -> normalized.add(Squad.normalize(reference)));
        Expect.same(normalized, GoldenCase.texts(golden.get("normalized")), "normalized texts");
        best(golden, Squad.exactMatch(), "v1_em");
        best(golden, Squad.f1(), "v1_f1");
        best(golden, Squad.exactMatch().version2(), "v2_em");
        best(golden, Squad.f1().version2(), "v2_f1");
    }

    private static void best(GoldenCase golden, Squad squad, String name) {
        double best = golden.refs().stream()
                .mapToDouble(reference -> squad.compare(golden.hyp(), reference))
                .max()
                .orElse(Double.NaN);
        Expect.close(best, golden.expected().path(name), golden.tolerance(Expect.USUAL), name);
    }

    private static void edit(GoldenCase golden) {
        String reference = golden.refs().get(0);
        JsonNode expected = golden.expected();
        Expect.same(
                EditDistance.characters().distance(golden.hyp(), reference),
                expected.path("char_distance").asInt(),
                "edits of characters");
        Expect.same(
                EditDistance.words().distance(golden.hyp(), reference),
                expected.path("word_distance").asInt(),
                "edits of words");
        rate(golden, EditDistance.characters(), expected.path("cer"));
        rate(golden, EditDistance.words(), expected.path("wer"));
    }

    /** Where the reference is empty a tool gives no number, an infinite one or an error. */
    private static void rate(GoldenCase golden, EditDistance metric, JsonNode expected) {
        Score score = metric.score(golden.hyp(), golden.refs().subList(0, 1));
        if (score instanceof Score.Measured measured) {
            Expect.close(measured.value(), expected, golden.tolerance(Expect.USUAL), metric.name());
        } else {
            Expect.same(expected.isNumber(), false, metric.name() + " is defined");
        }
    }

    private static void passAtK(GoldenCase golden) {
        double estimate = PassAtK.estimate(
                golden.param("n").asInt(),
                golden.param("c").asInt(),
                golden.param("k").asInt());
        Expect.close(estimate, golden.expected(), golden.tolerance(Expect.USUAL), "pass@k");
    }
}
