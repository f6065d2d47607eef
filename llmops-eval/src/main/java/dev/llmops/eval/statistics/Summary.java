package dev.llmops.eval.statistics;

import dev.llmops.api.Require;
import java.util.OptionalDouble;

/**
 * Size, mean and spread of numbers.
 *
 * @param count how many there are, at least 1
 * @param mean their mean
 * @param variance the sum of squared deviations from the mean divided by one less than the count; NaN for one number
 */
public record Summary(int count, double mean, double variance) {
    /** {@return the summary of {@code values}, which are not empty} */
    public static Summary of(double[] values) {
        Require.that(values.length > 0, "values", "values must not be empty");
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return new Summary(values.length, mean, squares / (values.length - 1));
    }

    static double mean(double[] values) {
        return sum(values) / values.length;
    }

    static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /** {@return the standard deviation; empty for one number} */
    public OptionalDouble deviation() {
        return count > 1 ? OptionalDouble.of(StrictMath.sqrt(variance)) : OptionalDouble.empty();
    }

    /** {@return the standard error of the mean; empty for one number} */
    public OptionalDouble error() {
        return count > 1 ? OptionalDouble.of(StrictMath.sqrt(variance / count)) : OptionalDouble.empty();
    }
}
