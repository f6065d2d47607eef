package dev.llmops.eval.statistics;

import dev.llmops.api.Require;
import dev.llmops.eval.random.NumpyGenerator;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Draws samples from a sample to learn how much a statistic varies: Efron and Tibshirani, "An Introduction to the
 * Bootstrap" (1993). Immutable and safe for concurrent use.
 *
 * <p>Indices come from {@link NumpyGenerator}, resample by resample, so a mean has the resamples that SciPy's
 * {@code bootstrap} has with {@code default_rng(seed)}. For several runs or turns of an item resample the items: give
 * the statistics of each item in one row.
 *
 * @param resamples how often to resample, at least 1; 1,000 and more for intervals
 * @param seed of the generator, not negative
 */
public record Bootstrap(int resamples, long seed) {
    /** Checks both numbers. */
    public Bootstrap {
        Require.that(resamples > 0, "resamples", "resamples must be positive, was " + resamples);
        Require.that(seed >= 0, "seed", "seed must not be negative, was " + seed);
    }

    /** {@return how the mean of {@code values} varies} */
    public Resampled mean(double[] values) {
        Pairs.checkNumbers(values, "values");
        Require.that(values.length > 0, "values", "values must not be empty");
        int[] all = new int[values.length];
        Arrays.setAll(all, i -> i);
        double sum = PairwiseSum.of(values, all);
        double[] left = new double[values.length];
        for (int i = 0; i < left.length; i++) {
            left[i] = (sum - values[i]) / (left.length - 1);
        }
        double[] resampled = draw(values.length, indices -> PairwiseSum.of(values, indices) / values.length);
        return new Resampled(sum / values.length, resampled, left);
    }

    /**
     * {@return how a statistic of sums varies}
     *
     * @param rows what adds up, one row for each item, all of the same length
     * @param combine the statistic of summed rows; NaN where it is undefined; must not keep or change its argument
     */
    public Resampled sums(double[][] rows, ToDoubleFunction<double[]> combine) {
        Require.that(rows.length > 0, "rows", "rows must not be empty");
        int width = rows[0].length;
        double[] total = new double[width];
        for (double[] row : rows) {
            Require.that(
                    row.length == width, "rows", "all rows must have " + width + " elements, one had " + row.length);
            add(total, row);
        }
        double[] sums = new double[width];
        double[] left = new double[rows.length];
        for (int i = 0; i < left.length; i++) {
            for (int j = 0; j < width; j++) {
                sums[j] = total[j] - rows[i][j];
            }
            left[i] = combine.applyAsDouble(sums);
        }
        double[] resampled = draw(rows.length, indices -> {
            Arrays.fill(sums, 0);
            for (int index : indices) {
                add(sums, rows[index]);
            }
            return combine.applyAsDouble(sums);
        });
        return new Resampled(combine.applyAsDouble(total), resampled, left);
    }

    private double[] draw(int size, ToDoubleFunction<int[]> statistic) {
        NumpyGenerator random = NumpyGenerator.seeded(seed);
        int[] indices = new int[size];
        double[] values = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            random.fill(indices, size);
            values[i] = statistic.applyAsDouble(indices);
        }
        return values;
    }

    private static void add(double[] sums, double[] row) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += row[i];
        }
    }
}
