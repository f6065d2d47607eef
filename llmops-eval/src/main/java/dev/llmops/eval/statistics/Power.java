package dev.llmops.eval.statistics;

import dev.llmops.api.Require;

/**
 * What a paired comparison of some size can show, by the normal approximation. Immutable.
 *
 * @param alpha the chance of a false alarm that is accepted, two-sided
 * @param power the chance of finding a true difference that is wanted
 */
public record Power(double alpha, double power) {
    /** The customary 5 % and 80 %. */
    public static final Power USUAL = new Power(0.05, 0.8);

    /** Checks that both lie in (0, 1). */
    public Power {
        Require.that(alpha > 0 && alpha < 1, "alpha", "alpha must be in (0, 1), was " + alpha);
        Require.that(power > 0 && power < 1, "power", "power must be in (0, 1), was " + power);
    }

    /**
     * {@return the smallest true mean difference that {@code n} pairs show with this power}
     *
     * @param deviation the standard deviation of the differences of pairs
     */
    public double detectable(int n, double deviation) {
        Require.that(n > 1, "n", "n must be more than 1, was " + n);
        return (criticalValue(n) + Distributions.normalQuantile(power)) * deviation / StrictMath.sqrt(n);
    }

    /** {@return the smallest true difference that a test with this standard error shows with this power} */
    public double detectable(double standardError) {
        return (-Distributions.normalQuantile(alpha / 2) + Distributions.normalQuantile(power)) * standardError;
    }

    /** {@return how many pairs are needed to show a true mean difference with this power, at least 2} */
    public int pairs(double difference, double deviation) {
        Require.that(difference != 0, "difference", "difference must not be 0");
        double effect = Math.abs(difference) / deviation;
        double z = -Distributions.normalQuantile(alpha / 2) + Distributions.normalQuantile(power);
        double n = Math.max(2, Math.ceil(z * z / (effect * effect)));
        Require.that(n < Integer.MAX_VALUE, "difference", "no feasible number of pairs shows such a difference");
        int pairs = (int) n;
        while (detectable(pairs, deviation) > Math.abs(difference)) {
            pairs++;
        }
        return pairs;
    }

    /** {@return the chance that {@code n} pairs show a true mean difference of this size} */
    public double of(int n, double difference, double deviation) {
        Require.that(n > 1, "n", "n must be more than 1, was " + n);
        double shift = Math.abs(difference) / deviation * StrictMath.sqrt(n);
        double critical = criticalValue(n);
        return Distributions.normalBelow(shift - critical) + Distributions.normalBelow(-shift - critical);
    }

    private double criticalValue(int n) {
        return Distributions.studentQuantile(1 - alpha / 2, n - 1.0);
    }
}
