package dev.llmops.eval.feedback;

import dev.llmops.api.Require;
import dev.llmops.eval.statistics.Interval;
import dev.llmops.eval.statistics.ProportionInterval;

/**
 * A share of answers, with how sure one can be of it.
 *
 * @param count how many
 * @param of of how many, at least 1
 */
public record Rate(long count, long of) {
    private static final double CONFIDENCE = 0.95;

    /** Checks the range. */
    public Rate {
        Require.that(of > 0, "of", "of must be positive, was " + of);
        Require.that(count >= 0 && count <= of, "count", "count must be in [0, " + of + "], was " + count);
    }

    /** {@return the share, in [0, 1]} */
    public double share() {
        return (double) count / of;
    }

    /** {@return Wilson's interval of 95 %} */
    public Interval wilson() {
        return ProportionInterval.WILSON.of(count, of, CONFIDENCE);
    }

    /** {@return the central 95 % of the beta distribution that the counts leave of Jeffreys' prior} */
    public Interval beta() {
        return ProportionInterval.JEFFREYS.of(count, of, CONFIDENCE);
    }
}
