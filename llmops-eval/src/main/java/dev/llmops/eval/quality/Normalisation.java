package dev.llmops.eval.quality;

import dev.llmops.api.Require;
import dev.llmops.eval.Direction;

/**
 * How a metric becomes a number from 0 to 1: linear between two values, cut off beyond.
 *
 * @param minimum the value that is worth 0: the worst that is still meaningful
 * @param target the value that is worth 1: more than that is worth no more
 * @param direction which way is better; the target lies on that side of the minimum
 */
public record Normalisation(double minimum, double target, Direction direction) {
    /** Checks that the target is better than the minimum. */
    public Normalisation {
        Require.nonNull(direction, "direction");
        Require.that(
                Double.isFinite(minimum) && Double.isFinite(target) && direction.gain(target - minimum) > 0,
                "target",
                "the target must be better than the minimum, was " + target + " with minimum " + minimum + " and "
                        + direction);
    }

    /** {@return the normalisation from {@code minimum} up to {@code target}} */
    public static Normalisation rising(double minimum, double target) {
        return new Normalisation(minimum, target, Direction.HIGHER_IS_BETTER);
    }

    /** {@return the normalisation from {@code minimum} down to {@code target}: error rates, latency, cost} */
    public static Normalisation falling(double minimum, double target) {
        return new Normalisation(minimum, target, Direction.LOWER_IS_BETTER);
    }

    /** {@return what {@code value} is worth, from 0 to 1} */
    public double apply(double value) {
        return Math.max(0, Math.min(1, (value - minimum) / (target - minimum)));
    }
}
