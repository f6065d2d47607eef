package dev.llmops.eval.benchmark;

import dev.llmops.eval.random.PythonRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Standard errors of benchmark scores, as lm-evaluation-harness 0.4 computes them.
 *
 * <p>Means have the sample deviation over √n. Other scores are computed again for resampled documents: in chunks of at
 * most 1,000, chunk i with Python's generator of seed i.
 */
final class StandardErrors {
    private static final int CHUNK = 1_000;
    private static final int MOST_IF_SLOW = 100;

    private StandardErrors() {}

    /** {@return the standard error of {@code aggregation} over {@code values}; empty if none is defined} */
    static OptionalDouble of(Aggregation aggregation, List<? extends ItemValue> values, int iterations) {
        if (values.size() < 2 || iterations == 0) {
            return OptionalDouble.empty();
        }
        if (aggregation.isMean()) {
            return OptionalDouble.of(ofMean(Aggregation.singles(values)));
        }
        return aggregation.isBootstrapped()
                ? OptionalDouble.of(bootstrapped(
                        aggregation, values, aggregation.isSlow() ? Math.min(MOST_IF_SLOW, iterations) : iterations))
                : OptionalDouble.empty();
    }

    /** {@return the sample deviation of {@code values} over √n} */
    static double ofMean(double[] values) {
        return sampleDeviation(values) / Math.sqrt(values.length);
    }

    /** {@return the deviation with n − 1} */
    static double sampleDeviation(double[] values) {
        return Math.sqrt(squares(values) / (values.length - 1));
    }

    /** {@return the deviation with n} */
    static double populationDeviation(double[] values) {
        return Math.sqrt(squares(values) / values.length);
    }

    private static double squares(double[] values) {
        double mean = Aggregation.sum(values) / values.length;
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum;
    }

    private static double bootstrapped(Aggregation aggregation, List<? extends ItemValue> values, int iterations) {
        int chunk = Math.min(CHUNK, iterations);
        int chunks = iterations / chunk;
        double[] scores = new double[chunk * chunks];
        List<ItemValue> resample = new ArrayList<>(values.size());
        for (int i = 0; i < chunks; i++) {
            PythonRandom random = PythonRandom.seeded(i);
            for (int j = 0; j < chunk; j++) {
                resample.clear();
                for (int index : random.choices(values.size(), values.size())) {
                    resample.add(values.get(index));
                }
                scores[i * chunk + j] = aggregation.of(resample);
            }
        }
        return sampleDeviation(scores);
    }
}
