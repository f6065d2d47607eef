package dev.llmops.eval.statistics;

import dev.llmops.api.Require;

/**
 * The difference of two shares of the same items.
 *
 * @param both in how many items both are right
 * @param onlyFirst in how many items only the first is right
 * @param onlySecond in how many items only the second is right
 * @param neither in how many items neither is right
 */
public record PairedProportions(long both, long onlyFirst, long onlySecond, long neither) {
    /** Checks the counts. */
    public PairedProportions {
        Require.that(
                Math.min(Math.min(both, onlyFirst), Math.min(onlySecond, neither)) >= 0,
                "counts",
                "counts must not be negative");
        Require.that(both + onlyFirst + onlySecond + neither > 0, "counts", "there must be an item");
    }

    private long n() {
        return both + onlyFirst + onlySecond + neither;
    }

    /** {@return the share of the first less that of the second} */
    public double difference() {
        return (double) (onlyFirst - onlySecond) / n();
    }

    /**
     * {@return the interval of {@link #difference()}, which has a width also where both always agree}
     *
     * <p>Method 10 of Newcombe, "Improved Confidence Intervals for the Difference Between Binomial Proportions Based on
     * Paired Data" (1998): Wilson's intervals of both shares, joined by their correlation.
     */
    public Interval interval(double confidence) {
        Interval first = ProportionInterval.WILSON.of(both + onlyFirst, n(), confidence);
        Interval second = ProportionInterval.WILSON.of(both + onlySecond, n(), confidence);
        double p1 = (double) (both + onlyFirst) / n();
        double p2 = (double) (both + onlySecond) / n();
        double phi = correlation();
        double below = joined(p1 - first.low(), second.high() - p2, phi);
        double above = joined(first.high() - p1, p2 - second.low(), phi);
        return new Interval(Math.max(-1, difference() - below), Math.min(1, difference() + above));
    }

    private static double joined(double a, double b, double phi) {
        return StrictMath.sqrt(Math.max(0, a * a - 2 * phi * a * b + b * b));
    }

    private double correlation() {
        double margins =
                (double) (both + onlyFirst) * (onlySecond + neither) * (both + onlySecond) * (onlyFirst + neither);
        if (!(margins > 0)) {
            return 0;
        }
        double excess = (double) both * neither - (double) onlyFirst * onlySecond;
        // Newcombe's continuity correction, where the correlation is positive.
        double corrected = excess > 0 ? Math.max(excess - n() / 2.0, 0) : excess;
        return corrected / StrictMath.sqrt(margins);
    }
}
