package dev.llmops.eval.quality;

import dev.llmops.api.Require;
import dev.llmops.eval.Direction;

/**
 * A limit that no single answer may cross, however good the rest is: toxicity, a leak.
 *
 * @param metric the name of the metric
 * @param limit the worst value that is allowed
 * @param direction which way is better
 */
public record Veto(String metric, double limit, Direction direction) {
    /** Checks the components. */
    public Veto {
        Require.nonBlank(metric, "metric");
        Require.that(!Double.isNaN(limit), "limit", "limit must be a number");
        Require.nonNull(direction, "direction");
    }

    /** {@return whether {@code value} crosses the limit} */
    boolean isCrossedBy(double value) {
        return direction == Direction.HIGHER_IS_BETTER ? value < limit : value > limit;
    }
}
