package dev.llmops.eval.statistics;

import java.util.Arrays;
import java.util.OptionalDouble;

/** How large a difference is, in units that do not depend on the number of items. */
public final class EffectSize {
    private EffectSize() {}

    /**
     * {@return Cohen's d of paired samples: the mean of the differences {@code a} less {@code b} in units of their
     * standard deviation; empty if they do not vary}
     */
    public static OptionalDouble cohenPaired(double[] a, double[] b) {
        return cohenPaired(Pairs.differences(a, b));
    }

    /** {@return Cohen's d of paired samples with these differences; empty if they do not vary} */
    public static OptionalDouble cohenPaired(double[] differences) {
        if (differences.length < 2) {
            return OptionalDouble.empty();
        }
        Summary summary = Summary.of(differences);
        return ratio(summary.mean(), summary.variance());
    }

    /**
     * {@return Cohen's d of independent samples: the difference of the means {@code a} less {@code b} in units of the
     * pooled standard deviation; empty if nothing varies}
     */
    public static OptionalDouble cohenIndependent(double[] a, double[] b) {
        if (a.length < 2 || b.length < 2) {
            return OptionalDouble.empty();
        }
        Summary first = Summary.of(a);
        Summary second = Summary.of(b);
        double pooled =
                ((a.length - 1) * first.variance() + (b.length - 1) * second.variance()) / (a.length + b.length - 2);
        return ratio(first.mean() - second.mean(), pooled);
    }

    private static OptionalDouble ratio(double difference, double variance) {
        return variance > 0 ? OptionalDouble.of(difference / StrictMath.sqrt(variance)) : OptionalDouble.empty();
    }

    /** {@return Cohen's h of two shares in [0, 1]: the difference of their angles, from -π to π} */
    public static double cohenH(double share, double other) {
        return 2 * StrictMath.asin(StrictMath.sqrt(share)) - 2 * StrictMath.asin(StrictMath.sqrt(other));
    }

    /**
     * {@return Cliff's delta: how much likelier an element of {@code a} is to be above one of {@code b} than below,
     * from -1 to 1; empty if a sample is}
     */
    public static OptionalDouble cliffsDelta(double[] a, double[] b) {
        if (a.length == 0 || b.length == 0) {
            return OptionalDouble.empty();
        }
        double[] sorted = b.clone();
        Arrays.sort(sorted);
        double sum = 0;
        for (double value : a) {
            int below = firstNotBelow(sorted, value);
            int upTo = firstNotBelow(sorted, Math.nextUp(value));
            sum += below - (sorted.length - upTo);
        }
        return OptionalDouble.of(sum / a.length / b.length);
    }

    private static int firstNotBelow(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * {@return the odds ratio of paired outcomes: items that only the first got right for each that only the second did;
     * empty if neither is there, infinite if the second count is 0}
     */
    public static OptionalDouble oddsRatio(McNemar pairs) {
        return pairs.discordant() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) pairs.onlyFirst() / pairs.onlySecond());
    }
}
