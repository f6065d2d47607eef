package dev.llmops.eval.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.eval.benchmark.BenchmarkArithmetic;
import dev.llmops.eval.benchmark.BenchmarkGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The sums of lm-evaluation-harness by themselves. */
final class LmEvalStatsChecks implements CheckSet {
    @Override
    public Map<String, Check> checks() {
        return Map.of(
                "lm_eval.aggregate", LmEvalStatsChecks::aggregate,
                "lm_eval.weighted", LmEvalStatsChecks::weighted,
                "lm_eval.group", LmEvalStatsChecks::group,
                "lm_eval.brier", LmEvalStatsChecks::brier,
                "lm_eval.exact_match", LmEvalStatsChecks::exactMatch);
    }

    private static void aggregate(GoldenCase golden) {
        double[] items = GoldenCase.numbers(golden.get("items"));
        compare(golden, name -> switch (name) {
            case "mean" -> BenchmarkArithmetic.aggregate("MEAN", items);
            case "median" -> BenchmarkArithmetic.aggregate("MEDIAN", items);
            case "perplexity" -> BenchmarkArithmetic.aggregate("PERPLEXITY", negated(items));
            case "mean_stderr" -> BenchmarkArithmetic.meanError(items);
            case "pop_stddev" -> BenchmarkArithmetic.deviation(items, false);
            case "sample_stddev" -> BenchmarkArithmetic.deviation(items, true);
            default -> throw new AssertionError("no aggregate " + name);
        });
    }

    /** The case gives what the tool was given with the other sign: its log-likelihoods are negative. */
    private static double[] negated(double[] values) {
        return Arrays.stream(values).map(value -> 0 - value).toArray();
    }

    private static void weighted(GoldenCase golden) {
        JsonNode items = golden.get("items");
        double[] logLikelihoods = new double[items.size()];
        long[] weights = new long[items.size()];
        for (int i = 0; i < weights.length; i++) {
            logLikelihoods[i] = items.get(i).get(0).doubleValue();
            weights[i] = items.get(i).get(1).longValue();
        }
        compare(golden, name -> switch (name) {
            case "weighted_perplexity" -> BenchmarkArithmetic.weighted("WEIGHTED_PERPLEXITY", logLikelihoods, weights);
            case "bits_per_byte" -> BenchmarkArithmetic.weighted("BITS_PER_BYTE", logLikelihoods, weights);
            case "weighted_mean" -> BenchmarkArithmetic.weighted("WEIGHTED_MEAN", logLikelihoods, weights);
            default -> throw new AssertionError("no weighted aggregate " + name);
        });
    }

    private static void group(GoldenCase golden) {
        double[] errors = GoldenCase.numbers(golden.param("stderrs"));
        double[] metrics = GoldenCase.numbers(golden.param("metrics"));
        List<BenchmarkGroup.Part> parts = new ArrayList<>();
        for (int i = 0; i < errors.length; i++) {
            parts.add(new BenchmarkGroup.Part(
                    metrics[i],
                    OptionalDouble.of(errors[i]),
                    golden.param("sizes").get(i).asInt()));
        }
        BenchmarkGroup group = new BenchmarkGroup(parts);
        compare(golden, name -> switch (name) {
            case "pooled" -> group.standardError().orElseThrow();
            case "combined" -> group.combinedError().orElseThrow();
            case "weighted" -> group.weightedMean();
            case "unweighted" -> group.plainMean();
            default -> throw new AssertionError("no group " + name);
        });
    }

    private static void brier(GoldenCase golden) {
        JsonNode items = golden.get("items");
        int[] gold = new int[items.size()];
        double[][] probabilities = new double[items.size()][];
        for (int i = 0; i < gold.length; i++) {
            gold[i] = items.get(i).get(0).asInt();
            probabilities[i] = GoldenCase.numbers(items.get(i).get(1));
        }
        Expect.close(
                BenchmarkArithmetic.brier(gold, probabilities),
                golden.expected(),
                golden.tolerance(Expect.USUAL),
                "Brier score");
    }

    private static void exactMatch(GoldenCase golden) {
        double share = BenchmarkArithmetic.exactMatch(
                GoldenCase.texts(golden.get("hyps")),
                GoldenCase.texts(golden.get("refs")),
                GoldenCase.texts(golden.param("regexes_to_ignore")),
                golden.param("ignore_case").asBoolean(),
                golden.param("ignore_punctuation").asBoolean(),
                golden.param("ignore_numbers").asBoolean());
        Expect.close(share, golden.expected(), golden.tolerance(Expect.USUAL), "exact match");
    }

    private static void compare(GoldenCase golden, Computation computation) {
        golden.expected()
                .properties()
                .forEach(entry -> Expect.close(
                        computation.of(entry.getKey()),
                        entry.getValue(),
                        golden.tolerance(Expect.USUAL),
                        entry.getKey()));
    }

    @FunctionalInterface
    private interface Computation {
        double of(String name);
    }
}
