package dev.llmops.eval.benchmark;

import java.util.Arrays;
import java.util.List;

/**
 * How the values of documents become one number, as lm-evaluation-harness 0.4 does it.
 *
 * <p>Sums run from the first document to the last.
 */
enum Aggregation {
    /** The arithmetic mean. */
    MEAN(true, false) {
        @Override
        double of(List<? extends ItemValue> values) {
            return sum(singles(values)) / values.size();
        }
    },
    /** The element in the middle of the sorted values; of two, the upper one. */
    MEDIAN(false, true) {
        @Override
        double of(List<? extends ItemValue> values) {
            double[] sorted = singles(values);
            Arrays.sort(sorted);
            return sorted[sorted.length / 2];
        }
    },
    /** {@code exp(−mean)} of log-likelihoods. */
    PERPLEXITY(false, true) {
        @Override
        double of(List<? extends ItemValue> values) {
            return Math.exp(-MEAN.of(values));
        }
    },
    /** {@code exp(−Σ log-likelihood / Σ weight)}. */
    WEIGHTED_PERPLEXITY(false, false) {
        @Override
        double of(List<? extends ItemValue> values) {
            return Math.exp(-weightedMean(values));
        }
    },
    /** {@code −Σ log-likelihood / Σ weight / ln 2}. */
    BITS_PER_BYTE(false, false) {
        @Override
        double of(List<? extends ItemValue> values) {
            return -weightedMean(values) / Math.log(2);
        }
    },
    /** The mean over documents of Σ(p − 1 of the right class, 0 of others)². */
    BRIER_SCORE(false, false) {
        @Override
        double of(List<? extends ItemValue> values) {
            return BrierScore.of(values);
        }
    },
    /** Matthews' correlation of right and chosen classes. */
    MCC(false, true) {
        @Override
        double of(List<? extends ItemValue> values) {
            return ConfusionCounts.of(values).matthews();
        }
    },
    /** F1 of class 1 among two. */
    F1(false, true) {
        @Override
        double of(List<? extends ItemValue> values) {
            return ConfusionCounts.of(values).f1();
        }
    };

    private final boolean mean;
    private final boolean bootstrapped;

    Aggregation(boolean mean, boolean bootstrapped) {
        this.mean = mean;
        this.bootstrapped = bootstrapped;
    }

    /** {@return the number that {@code values}, at least one, make together} */
    abstract double of(List<? extends ItemValue> values);

    boolean isMean() {
        return mean;
    }

    /** {@return whether the standard error is that of resampled documents} */
    boolean isBootstrapped() {
        return bootstrapped;
    }

    /** {@return the sum from first to last} */
    static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    static double[] singles(List<? extends ItemValue> values) {
        return values.stream()
                .mapToDouble(value -> ((ItemValue.Single) value).value())
                .toArray();
    }

    /** {@return the mean log-likelihood of one word or byte} */
    static double weightedMean(List<? extends ItemValue> values) {
        double sum = 0;
        long weight = 0;
        for (ItemValue value : values) {
            sum += ((ItemValue.Weighted) value).logLikelihood();
            weight += ((ItemValue.Weighted) value).weight();
        }
        return sum / weight;
    }
}
