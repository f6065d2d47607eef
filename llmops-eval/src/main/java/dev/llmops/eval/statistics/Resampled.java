package dev.llmops.eval.statistics;

import dev.llmops.api.Require;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A statistic of a sample and of resamples of it. Immutable.
 *
 * <p>Intervals are empty where they are undefined: where the statistic is undefined for a resample, and for BCa also
 * where the data do not vary.
 */
public final class Resampled {
    private final double estimate;
    private final double[] values;

    /** The statistic of the sample without each of its elements. */
    private final double[] left;

    Resampled(double estimate, double[] values, double[] left) {
        this.estimate = estimate;
        this.values = values.clone();
        Arrays.sort(this.values);
        this.left = left;
    }

    /** {@return the statistic of the sample itself; NaN if it is undefined} */
    public double estimate() {
        return estimate;
    }

    /** {@return the statistics of the resamples, sorted; undefined ones last} */
    public double[] values() {
        return values.clone();
    }

    /** {@return whether the statistic is defined for the sample and all resamples} */
    public boolean isDefined() {
        return !Double.isNaN(estimate) && !Double.isNaN(values[values.length - 1]);
    }

    /** {@return the standard deviation of the resamples: the standard error of the statistic; empty if undefined} */
    public OptionalDouble error() {
        return isDefined() ? Summary.of(values).deviation() : OptionalDouble.empty();
    }

    /** {@return the interval between quantiles of the resamples} */
    public Optional<Interval> percentile(double confidence) {
        return between(tail(confidence), 1 - tail(confidence));
    }

    /** {@return the percentile interval reflected at the estimate} */
    public Optional<Interval> basic(double confidence) {
        return percentile(confidence)
                .map(interval -> new Interval(2 * estimate - interval.high(), 2 * estimate - interval.low()));
    }

    /** {@return the interval corrected for bias and skewness: Efron, "Better Bootstrap Confidence Intervals" (1987)} */
    public Optional<Interval> bca(double confidence) {
        double tail = tail(confidence);
        if (!isDefined()) {
            return Optional.empty();
        }
        double below = 0;
        for (double value : values) {
            below += value < estimate ? 1 : value == estimate ? 0.5 : 0;
        }
        double share = below / values.length;
        double acceleration = acceleration();
        if (share <= 0 || share >= 1 || Double.isNaN(acceleration)) {
            return Optional.empty();
        }
        double bias = Distributions.normalQuantile(share);
        double z = Distributions.normalQuantile(tail);
        return between(moved(bias, bias + z, acceleration), moved(bias, bias - z, acceleration));
    }

    private static double moved(double bias, double sum, double acceleration) {
        return Distributions.normalBelow(bias + sum / (1 - acceleration * sum));
    }

    private double acceleration() {
        double mean = Summary.mean(left);
        double squares = 0;
        double cubes = 0;
        for (double value : left) {
            double influence = mean - value;
            squares += influence * influence;
            cubes += influence * influence * influence;
        }
        return cubes / (6 * StrictMath.pow(squares, 1.5));
    }

    /**
     * {@return the p-value of an estimate of zero: how often resamples, centred at zero, reach the size of the estimate;
     * (hits + 1) / (resamples + 1), as in Koehn, "Statistical Significance Tests for Machine Translation Evaluation"
     * (2004), and sacreBLEU; empty if undefined}
     */
    public OptionalDouble p() {
        if (!isDefined()) {
            return OptionalDouble.empty();
        }
        double mean = Summary.mean(values);
        int hits = 1;
        for (double value : values) {
            hits += Math.abs(value - mean) > Math.abs(estimate) ? 1 : 0;
        }
        return OptionalDouble.of((double) hits / (values.length + 1));
    }

    /** {@return the share of resamples at or below {@code bound}, counting one more: (hits + 1) / (resamples + 1)} */
    public double shareUpTo(double bound) {
        int hits = 1;
        for (double value : values) {
            hits += value <= bound ? 1 : 0;
        }
        return (double) hits / (values.length + 1);
    }

    private Optional<Interval> between(double low, double high) {
        return isDefined()
                ? Optional.of(new Interval(Quantiles.linear(values, low), Quantiles.linear(values, high)))
                : Optional.empty();
    }

    private static double tail(double confidence) {
        Require.that(confidence > 0 && confidence < 1, "confidence", "confidence must be in (0, 1), was " + confidence);
        return (1 - confidence) / 2;
    }
}
