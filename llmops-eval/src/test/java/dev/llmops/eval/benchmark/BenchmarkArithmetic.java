package dev.llmops.eval.benchmark;

import dev.llmops.eval.text.ExactMatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Opens the sums of benchmarks to checks in another package. */
public final class BenchmarkArithmetic {
    private BenchmarkArithmetic() {}

    /** {@return {@code values} added up by {@code aggregation}, as the task files name it} */
    public static double aggregate(String aggregation, double[] values) {
        return Aggregation.valueOf(aggregation).of(singles(values));
    }

    /** {@return the standard error of the mean} */
    public static double meanError(double[] values) {
        return StandardErrors.of(Aggregation.MEAN, singles(values), 1).orElseThrow();
    }

    /** {@return the deviation with n, or with n − 1} */
    public static double deviation(double[] values, boolean sample) {
        return sample ? StandardErrors.sampleDeviation(values) : StandardErrors.populationDeviation(values);
    }

    /** {@return the weighted sums by {@code aggregation}; {@code WEIGHTED_MEAN} is the bare mean} */
    public static double weighted(String aggregation, double[] logLikelihoods, long[] weights) {
        List<ItemValue> values = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            values.add(new ItemValue.Weighted(logLikelihoods[i], weights[i]));
        }
        return aggregation.equals("WEIGHTED_MEAN")
                ? Aggregation.weightedMean(values)
                : Aggregation.valueOf(aggregation).of(values);
    }

    /** {@return the Brier score} */
    public static double brier(int[] gold, double[][] probabilities) {
        List<ItemValue> values = new ArrayList<>();
        for (int i = 0; i < gold.length; i++) {
            values.add(new ItemValue.Distribution(
                    gold[i], Arrays.stream(probabilities[i]).boxed().toList()));
        }
        return Aggregation.BRIER_SCORE.of(values);
    }

    /** {@return which share of the texts match} */
    public static double exactMatch(
            List<String> texts,
            List<String> references,
            List<String> ignored,
            boolean ignoreCase,
            boolean ignorePunctuation,
            boolean ignoreNumbers) {
        List<Pattern> patterns = ignored.stream().map(PythonRegex::compile).toList();
        ExactMatch plain = ExactMatch.strict();
        plain = ignoreCase ? plain.ignoringCase() : plain;
        plain = ignorePunctuation ? plain.ignoringPunctuation() : plain;
        plain = ignoreNumbers ? plain.ignoringNumbers() : plain;
        ExactAnswer match = new ExactAnswer(patterns, plain);
        List<ItemValue> values = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            values.add(match.of(List.of(references.get(i)), texts.get(i)));
        }
        return Aggregation.MEAN.of(values);
    }

    private static List<ItemValue> singles(double[] values) {
        return Arrays.stream(values).<ItemValue>mapToObj(ItemValue.Single::new).toList();
    }
}
