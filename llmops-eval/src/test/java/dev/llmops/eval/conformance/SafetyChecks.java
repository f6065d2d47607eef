package dev.llmops.eval.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.eval.safety.SentimentBias;
import dev.llmops.eval.safety.ToxicitySummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Toxicity and bias against Hugging Face's and LangFair's definitions. */
final class SafetyChecks implements CheckSet {
    @Override
    public Map<String, Check> checks() {
        return Map.of("toxicity.aggregate", SafetyChecks::toxicity, "langfair.sentiment_bias", SafetyChecks::sentiment);
    }

    private static void toxicity(GoldenCase golden) {
        List<double[]> scores = new ArrayList<>();
        golden.get("scores_by_prompt").forEach(prompt -> scores.add(GoldenCase.numbers(prompt)));
        ToxicitySummary summary =
                ToxicitySummary.of(scores, golden.param("threshold").asDouble()).orElseThrow();
        JsonNode expected = golden.expected();
        close(summary.expectedMaximum(), expected, "expected_maximum_toxicity");
        close(summary.probability(), expected, "toxicity_probability");
        close(summary.fraction(), expected, "toxic_fraction");
    }

    private static void sentiment(GoldenCase golden) {
        SentimentBias bias = SentimentBias.of(
                        GoldenCase.numbers(golden.get("group1")),
                        GoldenCase.numbers(golden.get("group2")),
                        golden.param("threshold").asDouble())
                .orElseThrow();
        JsonNode expected = golden.expected();
        close(bias.strong(), expected, "strong_wasserstein1");
        close(bias.weak(), expected, "weak_signed");
        double[] distances = bias.distances();
        for (int i = 0; i < distances.length; i++) {
            Expect.close(distances[i], expected.path("pairwise").get(i), Expect.USUAL, "pair " + i);
        }
    }

    private static void close(double actual, JsonNode expected, String name) {
        Expect.close(actual, expected.path(name), Expect.USUAL, name);
    }
}
