package dev.llmops.eval.statistics;

import dev.llmops.api.Require;
import java.util.Optional;

/**
 * McNemar's test of two yes-or-no outcomes of the same items, which looks only at the items where they differ.
 *
 * @param onlyFirst in how many items the first is right and the second wrong
 * @param onlySecond in how many items the second is right and the first wrong
 */
public record McNemar(long onlyFirst, long onlySecond) {
    /** Checks the counts. */
    public McNemar {
        Require.that(onlyFirst >= 0, "onlyFirst", "onlyFirst must not be negative, was " + onlyFirst);
        Require.that(onlySecond >= 0, "onlySecond", "onlySecond must not be negative, was " + onlySecond);
    }

    /** {@return how many items differ} */
    public long discordant() {
        return onlyFirst + onlySecond;
    }

    /** {@return the smaller count, and the exact p-value by the binomial distribution; 1 if no item differs} */
    public TestResult exact() {
        long fewer = Math.min(onlyFirst, onlySecond);
        return new TestResult(fewer, Math.min(1, 2 * Distributions.binomialAtMost(fewer, discordant(), 0.5)));
    }

    /** {@return chi-squared with its p-value; empty if no item differs} */
    public Optional<TestResult> chiSquare() {
        double distance = onlyFirst - onlySecond;
        return chiSquare(distance * distance);
    }

    /** {@return chi-squared with continuity correction and its p-value; empty if no item differs} */
    public Optional<TestResult> chiSquareCorrected() {
        double distance = Math.abs(onlyFirst - onlySecond) - 1;
        return chiSquare(distance * distance);
    }

    private Optional<TestResult> chiSquare(double square) {
        if (discordant() == 0) {
            return Optional.empty();
        }
        double statistic = square / discordant();
        return Optional.of(new TestResult(statistic, Distributions.chiSquareAbove(statistic)));
    }
}
