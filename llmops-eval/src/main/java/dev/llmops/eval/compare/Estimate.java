package dev.llmops.eval.compare;

import dev.llmops.eval.statistics.Interval;
import java.util.OptionalDouble;

/**
 * A difference with what is known of its uncertainty.
 *
 * @param test where the p-value is from
 * @param pairs how many items it rests on
 * @param base the score of the base over these
 * @param candidate the score of the candidate over these
 * @param p the p-value of no difference
 * @param intervals of candidate less base
 * @param effect the size of the difference in standard deviations
 * @param detectable the smallest difference that could have been shown
 */
record Estimate(
        TestKind test,
        int pairs,
        double base,
        double candidate,
        double p,
        Intervals intervals,
        OptionalDouble effect,
        OptionalDouble detectable) {
    /** Intervals of any confidence. */
    @FunctionalInterface
    interface Intervals {
        /** {@return the interval with {@code confidence}} */
        Interval at(double confidence);
    }
}
