package dev.llmops.eval.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.eval.text.BertScoreIdf;
import dev.llmops.eval.text.BertScoreMatch;
import dev.llmops.eval.text.Likelihoods;
import dev.llmops.eval.text.PrecisionRecall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Metrics over what models put out: BERTScore and perplexity. */
final class VectorChecks implements CheckSet {
    @Override
    public Map<String, Check> checks() {
        return Map.of(
                "bertscore.match", VectorChecks::match,
                "bertscore.rescale", VectorChecks::rescale,
                "bertscore.idf", VectorChecks::idf,
                "perplexity", VectorChecks::perplexity);
    }

    private static void match(GoldenCase golden) {
        PrecisionRecall score = BertScoreMatch.of(
                rows(golden.get("hyp_emb")),
                GoldenCase.numbers(golden.get("hyp_weight")),
                rows(golden.get("ref_emb")),
                GoldenCase.numbers(golden.get("ref_weight")));
        double tolerance = golden.tolerance(Expect.SINGLE);
        Expect.close(score.precision(), golden.expected().path("P"), tolerance, "precision");
        Expect.close(score.recall(), golden.expected().path("R"), tolerance, "recall");
        Expect.close(score.f(), golden.expected().path("F1"), tolerance, "F");
    }

    private static void rescale(GoldenCase golden) {
        PrecisionRecall score = BertScoreMatch.rescale(triple(golden.get("raw")), triple(golden.param("baseline")));
        PrecisionRecall expected = triple(golden.expected());
        double tolerance = golden.tolerance(Expect.SINGLE);
        Expect.close(score.precision(), expected.precision(), tolerance, "precision");
        Expect.close(score.recall(), expected.recall(), tolerance, "recall");
        Expect.close(score.f(), expected.f(), tolerance, "F");
    }

    private static void idf(GoldenCase golden) {
        List<List<String>> documents = new ArrayList<>();
        golden.get("docs").forEach(tokens -> documents.add(GoldenCase.texts(tokens)));
        BertScoreIdf idf = BertScoreIdf.of(documents);
        golden.expected()
                .properties()
                .forEach(token -> Expect.close(
                        idf.weight(token.getKey()),
                        token.getValue(),
                        golden.tolerance(Expect.USUAL),
                        "weight of " + token.getKey()));
    }

    /** The log-probabilities are checked too, but only so far as the logits are written down: with seven places. */
    private static void perplexity(GoldenCase golden) {
        double[] logprobs = GoldenCase.numbers(golden.get("token_logprobs"));
        double tolerance = golden.tolerance(Expect.USUAL);
        List<Double> own = new ArrayList<>();
        for (int t = 1; t < golden.get("labels").size(); t++) {
            if (golden.get("mask").path(t).asInt() == 1) {
                double[] logits = GoldenCase.numbers(golden.get("logits").path(t - 1));
                own.add(logits[golden.get("labels").path(t).asInt()] - logSumExp(logits));
            }
        }
        Expect.same(own.size(), logprobs.length, "tokens");
        for (int t = 0; t < logprobs.length; t++) {
            Expect.close(own.get(t), logprobs[t], Expect.SINGLE, "log-probability " + t);
        }
        double value = Likelihoods.perplexity(logprobs);
        Expect.close(value, golden.expected(), tolerance, "perplexity");
        if (golden.get("hf_float32").isNumber()) {
            Expect.close(value, golden.get("hf_float32"), Expect.SINGLE, "perplexity in single precision");
        }
    }

    private static double logSumExp(double[] logits) {
        double top = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            top = Math.max(top, logit);
        }
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit - top);
        }
        return top + Math.log(sum);
    }

    private static PrecisionRecall triple(JsonNode numbers) {
        double[] three = GoldenCase.numbers(numbers);
        return new PrecisionRecall(three[0], three[1], three[2]);
    }

    private static float[][] rows(JsonNode node) {
        float[][] rows = new float[node.size()][];
        for (int i = 0; i < rows.length; i++) {
            double[] numbers = GoldenCase.numbers(node.get(i));
            rows[i] = new float[numbers.length];
            for (int j = 0; j < numbers.length; j++) {
                rows[i][j] = (float) numbers[j];
            }
        }
        return rows;
    }
}
