package dev.llmops.eval.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.eval.rag.DeepEvalScores;
import dev.llmops.eval.rag.NoiseSensitivity;
import dev.llmops.eval.rag.RagScores;
import dev.llmops.eval.rag.RagasScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Formulas that turn verdicts into scores. */
final class RagChecks implements CheckSet {
    private static final Map<String, Function<List<String>, Double>> DEEPEVAL = Map.of(
            "faithfulness", DeepEvalScores::faithfulness,
            "faithfulness_penalize_idk", DeepEvalScores::faithfulnessPenalizingUnsure,
            "answer_relevancy", DeepEvalScores::answerRelevance,
            "contextual_precision", DeepEvalScores::contextPrecision,
            "contextual_recall", DeepEvalScores::contextRecall,
            "hallucination", DeepEvalScores::hallucination,
            "bias", DeepEvalScores::shareOfYes,
            "toxicity", DeepEvalScores::shareOfYes);

    @Override
    public Map<String, Check> checks() {
        return Map.of(
                "deepeval.scores",
                RagChecks::deepEval,
                "ragas.faithfulness",
                golden -> same(golden, RagasScores.faithfulness(verdicts(golden))),
                "ragas.context_recall",
                golden -> same(golden, RagasScores.contextRecall(verdicts(golden))),
                "ragas.context_precision",
                golden -> same(golden, OptionalDouble.of(RagasScores.contextPrecision(verdicts(golden)))),
                "ragas.answer_relevancy",
                RagChecks::relevance,
                "ragas.answer_correctness",
                RagChecks::correctness,
                "ragas.context_entity_recall",
                golden -> same(
                        golden,
                        OptionalDouble.of(RagasScores.entityRecall(
                                GoldenCase.texts(golden.get("reference_entities")),
                                GoldenCase.texts(golden.get("context_entities"))))),
                "ragas.noise_sensitivity",
                RagChecks::noise);
    }

    private static void deepEval(GoldenCase golden) {
        List<String> verdicts = GoldenCase.texts(golden.get("verdicts"));
        golden.expected().fieldNames().forEachRemaining(name -> {
            Function<List<String>, Double> formula = DEEPEVAL.get(name);
            if (formula == null) {
                throw new AssertionError("nothing here computes " + name);
            }
            close(golden, formula.apply(verdicts), golden.expected().get(name), name);
        });
    }

    private static void relevance(GoldenCase golden) {
        double[] question = GoldenCase.numbers(golden.get("question_vec"));
        List<Double> similarities = new ArrayList<>();
        golden.get("generated_vecs")
                .forEach(vector -> similarities.add(
                        RagScores.cosine(question, GoldenCase.numbers(vector)).orElse(Double.NaN)));
        same(golden, RagasScores.answerRelevance(similarities, flags(golden.get("noncommittal"))));
    }

    private static void correctness(GoldenCase golden) {
        double factual = RagScores.fMeasure(
                golden.get("tp").asInt(),
                golden.get("fp").asInt(),
                golden.get("fn").asInt(),
                golden.param("beta").asDouble(1));
        JsonNode weights = golden.param("weights");
        double score = RagasScores.answerCorrectness(
                factual,
                GoldenCase.number(golden.get("similarity")),
                weights.path(0).asDouble(0.75),
                weights.path(1).asDouble(0.25));
        if (golden.json().has("factual")) {
            close(golden, factual, golden.get("factual"), "factual");
        }
        same(golden, OptionalDouble.of(score));
    }

    private static void noise(GoldenCase golden) {
        Optional<NoiseSensitivity> noise = NoiseSensitivity.of(
                flags(golden.get("ground_truth2answer")),
                rows(golden.get("retrieved2ground_truth")),
                rows(golden.get("retrieved2answer")));
        close(
                golden,
                noise.map(NoiseSensitivity::relevant).orElse(Double.NaN),
                golden.expected().get("relevant"),
                "relevant");
        close(
                golden,
                noise.map(NoiseSensitivity::irrelevant).orElse(Double.NaN),
                golden.expected().get("irrelevant"),
                "irrelevant");
    }

    private static List<Boolean> verdicts(GoldenCase golden) {
        return flags(golden.get("verdicts"));
    }

    private static List<Boolean> flags(JsonNode array) {
        List<Boolean> flags = new ArrayList<>();
        array.forEach(flag -> flags.add(flag.asInt() != 0 || flag.asBoolean()));
        return flags;
    }

    private static List<List<Boolean>> rows(JsonNode array) {
        List<List<Boolean>> rows = new ArrayList<>();
        array.forEach(row -> rows.add(flags(row)));
        return rows;
    }

    private static void same(GoldenCase golden, OptionalDouble score) {
        close(golden, score.orElse(Double.NaN), golden.expected(), "score");
    }

    private static void close(GoldenCase golden, double score, JsonNode expected, String what) {
        if (expected.isNull() || expected.isTextual() && expected.asText().startsWith("ERR")) {
            Expect.same(Double.isNaN(score), true, what + " is not measured");
        } else {
            Expect.close(score, expected, golden.tolerance(Expect.USUAL), what);
        }
    }
}
