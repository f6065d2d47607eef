package dev.llmops.eval.report;

import dev.llmops.eval.Metric;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The percentile bootstrap of a corpus score, over a stream whose length nobody knows beforehand.
 *
 * <p>Every replicate takes every item a Poisson(1) number of times, all repeats of an item together. Memory is that of
 * the replicates, whatever the number of items. Chamandy et al., "Estimating Uncertainty for Massive Data Streams"
 * (2012).
 */
final class PoissonBootstrap {
    private static final int REPLICATES = 500;
    private static final long SEED = 12345;
    /** The distribution function of Poisson(1); what lies beyond has a probability below 1e-11. */
    private static final double[] DISTRIBUTION = distribution(13);

    private final Metric metric;
    private final double[][] sums = new double[REPLICATES][];
    private long items;

    PoissonBootstrap(Metric metric) {
        this.metric = metric;
    }

    private static double[] distribution(int values) {
        double[] distribution = new double[values];
        double probability = Math.exp(-1);
        double sum = 0;
        for (int i = 0; i < values; i++) {
            sum += probability;
            distribution[i] = sum;
            probability /= i + 1;
        }
        return distribution;
    }

    /** Adds the statistics of an item, summed over its repeats. */
    void add(double[] statistics) {
        if (sums[0] == null) {
            Arrays.setAll(sums, i -> new double[statistics.length]);
        }
        SplittableRandom random = new SplittableRandom(SEED + items++);
        for (double[] sum : sums) {
            int times = poisson(random.nextDouble());
            for (int i = 0; times > 0 && i < sum.length; i++) {
                sum[i] += times * statistics[i];
            }
        }
    }

    private static int poisson(double uniform) {
        int value = 0;
        while (value < DISTRIBUTION.length && uniform >= DISTRIBUTION[value]) {
            value++;
        }
        return value;
    }

    /** {@return the interval; empty if there are too few items for one, or too few replicates have a score} */
    Optional<Interval> interval() {
        if (items < 2) {
            return Optional.empty();
        }
        // Of few items, some replicates take none.
        double[] scores = Arrays.stream(sums)
                .mapToDouble(sum -> metric.combine(sum.clone()))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return scores.length < REPLICATES * 0.9
                ? Optional.empty()
                : Optional.of(new Interval(quantile(scores, 0.025), quantile(scores, 0.975), "bootstrap over items"));
    }

    private static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        double part = position - below;
        return part > 0 ? sorted[below] + part * (sorted[below + 1] - sorted[below]) : sorted[below];
    }
}
