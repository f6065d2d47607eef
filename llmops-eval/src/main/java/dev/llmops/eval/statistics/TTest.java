package dev.llmops.eval.statistics;

import dev.llmops.api.Require;
import java.util.Optional;

/**
 * Student's t-test of two means, for paired samples and, after Welch, for independent ones. Immutable.
 *
 * <p>It takes the mean to be about normal: fine for many items or near-normal differences, not for few and skewed ones.
 */
public final class TTest {
    private final double difference;
    private final double error;
    private final double degrees;

    private TTest(double difference, double error, double degrees) {
        this.difference = difference;
        this.error = error;
        this.degrees = degrees;
    }

    /**
     * {@return the test of the mean of {@code a} less {@code b}, pair by pair; empty for fewer than two pairs and where
     * all differences are zero}
     */
    public static Optional<TTest> paired(double[] a, double[] b) {
        return ofDifferences(Pairs.differences(a, b));
    }

    /** {@return the test of whether the mean of {@code differences} is zero; empty as {@link #paired} is} */
    public static Optional<TTest> ofDifferences(double[] differences) {
        Pairs.checkNumbers(differences, "differences");
        if (differences.length < 2) {
            return Optional.empty();
        }
        Summary summary = Summary.of(differences);
        return of(summary.mean(), summary.variance() / differences.length, differences.length - 1);
    }

    /**
     * {@return the test of the mean of {@code a} less that of {@code b}, whose variances may differ; empty where a sample
     * has fewer than two numbers and where neither varies and both means are equal}
     */
    public static Optional<TTest> welch(double[] a, double[] b) {
        Pairs.checkNumbers(a, "a");
        Pairs.checkNumbers(b, "b");
        if (a.length < 2 || b.length < 2) {
            return Optional.empty();
        }
        Summary first = Summary.of(a);
        Summary second = Summary.of(b);
        double part = first.variance() / a.length;
        double other = second.variance() / b.length;
        double sum = part + other;
        double degrees = sum > 0
                ? sum * sum / (part * part / (a.length - 1) + other * other / (b.length - 1))
                : a.length + b.length - 2.0;
        return of(first.mean() - second.mean(), sum, degrees);
    }

    private static Optional<TTest> of(double difference, double squaredError, double degrees) {
        return squaredError > 0 || difference != 0
                ? Optional.of(new TTest(difference, StrictMath.sqrt(squaredError), degrees))
                : Optional.empty();
    }

    /** {@return the difference of the means} */
    public double difference() {
        return difference;
    }

    /** {@return the standard error of the difference; 0 if the data do not vary} */
    public double error() {
        return error;
    }

    /** {@return the degrees of freedom} */
    public double degrees() {
        return degrees;
    }

    /** {@return difference divided by standard error; infinite if the data do not vary} */
    public double statistic() {
        return difference / error;
    }

    /** {@return the two-sided p-value of no difference} */
    public double p() {
        return Distributions.studentTwoSided(statistic(), degrees);
    }

    /** {@return the p-value of a difference of at most {@code bound}, against a greater one} */
    public double greaterThan(double bound) {
        double distance = difference - bound;
        return error > 0 ? Distributions.studentAbove(distance / error, degrees) : distance > 0 ? 0 : 1;
    }

    /** {@return the interval of the difference} */
    public Interval interval(double confidence) {
        Require.that(confidence > 0 && confidence < 1, "confidence", "confidence must be in (0, 1), was " + confidence);
        double half = Distributions.studentQuantile((1 + confidence) / 2, degrees) * error;
        return new Interval(difference - half, difference + half);
    }
}
