package dev.llmops.eval.statistics;

import dev.llmops.api.Require;
import java.util.Arrays;

/** How far the distributions of two samples are apart. */
public final class Distance {
    private static final int EXACT_UP_TO = 10_000;

    private Distance() {}

    /** {@return the Wasserstein-1 distance: the area between the two distribution functions} */
    public static double wasserstein(double[] a, double[] b) {
        double[] sortedA = sorted(a, "a");
        double[] sortedB = sorted(b, "b");
        double area = 0;
        double last = 0;
        int i = 0;
        int j = 0;
        while (i < a.length || j < b.length) {
            boolean fromA = j == b.length || i < a.length && sortedA[i] <= sortedB[j];
            double value = fromA ? sortedA[i] : sortedB[j];
            if (i + j > 0) {
                area += Math.abs((double) i / a.length - (double) j / b.length) * (value - last);
            }
            last = value;
            if (fromA) {
                i++;
            } else {
                j++;
            }
        }
        return area;
    }

    /**
     * {@return the largest difference of the two distribution functions, and the two-sided p-value of Kolmogorov and
     * Smirnov: exact up to 10,000 elements of the larger sample, else by Kolmogorov's limit}
     */
    public static TestResult kolmogorovSmirnov(double[] a, double[] b) {
        double[] sortedA = sorted(a, "a");
        double[] sortedB = sorted(b, "b");
        long largest = 0;
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            double value = Math.min(sortedA[i], sortedB[j]);
            while (i < a.length && sortedA[i] <= value) {
                i++;
            }
            while (j < b.length && sortedB[j] <= value) {
                j++;
            }
            largest = Math.max(largest, Math.abs((long) i * b.length - (long) j * a.length));
        }
        double distance = (double) largest / a.length / b.length;
        double p = Math.max(a.length, b.length) <= EXACT_UP_TO
                ? outside(a.length, b.length, largest)
                : limit(distance * StrictMath.sqrt((double) a.length * b.length / (a.length + (double) b.length)));
        return new TestResult(distance, Math.max(0, Math.min(1, p)));
    }

    private static double[] sorted(double[] values, String argument) {
        Pairs.checkNumbers(values, argument);
        Require.that(values.length > 0, argument, argument + " must not be empty");
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /** {@return the share of the ways to interleave both samples that reach a difference of {@code largest}} */
    private static double outside(int first, int second, long largest) {
        if (largest == 0) {
            return 1;
        }
        if (first == second) {
            return outsideSquare(first, (int) (largest / first));
        }
        // reached[j]: the share of the ways to (i, j) that went outside before; each way is as likely as any other.
        double[] reached = new double[second + 1];
        for (int i = 0; i <= first; i++) {
            for (int j = 0; j <= second; j++) {
                if (Math.abs((long) i * second - (long) j * first) >= largest) {
                    reached[j] = 1;
                } else if (i == 0) {
                    reached[j] = j == 0 ? 0 : reached[j - 1];
                } else if (j > 0) {
                    reached[j] = (reached[j] * i + reached[j - 1] * j) / (i + j);
                }
            }
        }
        return reached[second];
    }

    /** The reflection principle for samples of equal size: an alternating sum of ratios of binomial coefficients. */
    private static double outsideSquare(int n, int height) {
        double p = 0;
        for (int k = n / height; k >= 1; k--) {
            double ratio = 1;
            for (int j = 0; j < height; j++) {
                ratio *= (n - (k - 1.0) * height - j) / (n + (k - 1.0) * height + j + 1);
            }
            p = ratio * (1 - p);
        }
        return 2 * p;
    }

    private static double limit(double x) {
        double sum = 0;
        double sign = 1;
        for (int k = 1; k <= 100; k++) {
            sum += sign * StrictMath.exp(-2 * k * k * x * x);
            sign = -sign;
        }
        return 2 * sum;
    }
}
