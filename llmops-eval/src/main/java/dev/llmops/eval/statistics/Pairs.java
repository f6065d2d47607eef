package dev.llmops.eval.statistics;

import dev.llmops.api.Require;

/** Checks of two samples, and their differences. */
final class Pairs {
    private Pairs() {}

    /** {@return {@code a} less {@code b}, element by element} */
    static double[] differences(double[] a, double[] b) {
        checkPaired(a, b);
        double[] differences = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            differences[i] = a[i] - b[i];
        }
        return differences;
    }

    static void checkPaired(double[] a, double[] b) {
        Require.that(
                a.length == b.length,
                "b",
                "paired samples must have the same length, had " + a.length + " and " + b.length);
        checkNumbers(a, "a");
        checkNumbers(b, "b");
    }

    static void checkNumbers(double[] values, String argument) {
        for (int i = 0; i < values.length; i++) {
            Require.that(
                    !Double.isNaN(values[i]),
                    argument,
                    argument + " must hold numbers only, has NaN at " + i + ": leave out what was not measured");
        }
    }
}
