package dev.llmops.eval.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.eval.selfcheck.EntailmentScores;
import dev.llmops.eval.selfcheck.NgramScores;
import dev.llmops.eval.selfcheck.SelfCheckScores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/** SelfCheckGPT: the arithmetic of its four variants. */
final class SelfCheckChecks implements CheckSet {
    @Override
    public Map<String, Check> checks() {
        return Map.of(
                "selfcheck.ngram", SelfCheckChecks::ngram,
                "selfcheck.bertscore", golden -> each(golden, "f1", row -> SelfCheckScores.similarity(numberRows(row))),
                "selfcheck.nli", golden -> each(golden, "logits", row -> SelfCheckScores.contradiction(logits(row))),
                "selfcheck.prompt",
                        golden -> each(
                                golden, "outputs", row -> SelfCheckScores.promptedAsOriginal(GoldenCase.texts(row))));
    }

    private static void ngram(GoldenCase golden) {
        List<String> texts = new ArrayList<>(GoldenCase.texts(golden.get("samples")));
        texts.add(0, golden.get("passage").asText());
        NgramScores scores = NgramScores.of(
                golden.param("n").asInt(1),
                golden.param("smoothing_k").asDouble(0),
                GoldenCase.texts(golden.get("sentences")),
                texts,
                text -> Arrays.asList(text.split("\n", -1)));
        JsonNode sentences = golden.expected().path("sent_level");
        for (int i = 0; i < scores.means().size(); i++) {
            close(
                    golden,
                    scores.means().get(i),
                    sentences.path("avg_neg_logprob").get(i),
                    "mean of sentence " + i);
            close(
                    golden,
                    scores.highest().get(i),
                    sentences.path("max_neg_logprob").get(i),
                    "highest of " + i);
        }
        Expect.same(scores.means().size(), sentences.path("avg_neg_logprob").size(), "sentences");
        JsonNode document = golden.expected().path("doc_level");
        close(golden, scores.mean(), document.path("avg_neg_logprob"), "mean of document");
        close(golden, scores.meanOfHighest(), document.path("avg_max_neg_logprob"), "mean of highest");
    }

    private static void each(GoldenCase golden, String input, Function<JsonNode, OptionalDouble> score) {
        JsonNode rows = golden.get(input);
        Expect.same(rows.size(), golden.expected().size(), "sentences");
        for (int i = 0; i < rows.size(); i++) {
            close(golden, score.apply(rows.get(i)), golden.expected().get(i), "sentence " + i);
        }
    }

    private static List<List<Double>> numberRows(JsonNode rows) {
        List<List<Double>> all = new ArrayList<>();
        rows.forEach(
                row -> all.add(Arrays.stream(GoldenCase.numbers(row)).boxed().toList()));
        return all;
    }

    private static List<EntailmentScores> logits(JsonNode rows) {
        List<EntailmentScores> all = new ArrayList<>();
        rows.forEach(
                row -> all.add(new EntailmentScores(GoldenCase.number(row.get(0)), GoldenCase.number(row.get(1)))));
        return all;
    }

    private static void close(GoldenCase golden, OptionalDouble score, JsonNode expected, String what) {
        Expect.close(score.orElse(Double.NaN), expected, golden.tolerance(Expect.USUAL), what);
    }
}
