package dev.llmops.eval.statistics;

import java.util.Optional;

/**
 * The Mann-Whitney U test of two independent samples.
 *
 * <p>The statistic is U of the first sample: in how many pairs its element is the greater one, ties counting half.
 * Defined as in SciPy 1.17, whose {@code method="auto"} takes the exact distribution if there are no ties and a sample
 * has at most 8 numbers, and the normal one otherwise; here nothing is chosen unasked. The exact one takes time for the
 * square of the product of the sizes, the normal one time for sorting.
 */
public final class MannWhitney {
    /** The largest product of the sizes of two samples with an exact p-value. */
    public static final int EXACT_UP_TO = 40_000;

    /** Above this the larger sample is not the one that rows are kept for. */
    private static final int MANY = 200;

    private MannWhitney() {}

    /**
     * {@return U and the two-sided p-value by the normal distribution, with tie term and continuity correction; empty if
     * a sample is empty or all numbers are equal}
     */
    public static Optional<TestResult> normal(double[] a, double[] b) {
        Ranks ranks = rank(a, b);
        double first = a.length;
        double second = b.length;
        double n = first + second;
        double variance = first * second / 12 * (n + 1 - ranks.tieTerm() / (n * (n - 1)));
        if (!(variance > 0)) {
            return Optional.empty();
        }
        double u = u(ranks, a.length);
        double z = (Math.max(u, first * second - u) - first * second / 2 - 0.5) / StrictMath.sqrt(variance);
        return Optional.of(new TestResult(u, Math.min(1, 2 * Distributions.normalBelow(-z))));
    }

    /**
     * {@return U and the exact two-sided p-value; empty if a sample is empty, two numbers are equal, or the product of the
     * sizes is more than {@value #EXACT_UP_TO}}
     */
    public static Optional<TestResult> exact(double[] a, double[] b) {
        Ranks ranks = rank(a, b);
        if (ranks.tied() || a.length == 0 || b.length == 0 || (long) a.length * b.length > EXACT_UP_TO) {
            return Optional.empty();
        }
        double u = u(ranks, a.length);
        // The same either way round; the rows that are kept are as many as the second.
        double[] shares = b.length > MANY ? distribution(b.length, a.length) : distribution(a.length, b.length);
        double below = 0;
        for (int i = 0; i <= (int) Math.min(u, (double) a.length * b.length - u); i++) {
            below += shares[i];
        }
        return Optional.of(new TestResult(u, Math.min(1, 2 * below)));
    }

    private static Ranks rank(double[] a, double[] b) {
        Pairs.checkNumbers(a, "a");
        Pairs.checkNumbers(b, "b");
        double[] both = new double[a.length + b.length];
        System.arraycopy(a, 0, both, 0, a.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return Ranks.of(both);
    }

    private static double u(Ranks ranks, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += ranks.at(i);
        }
        return sum - count * (count + 1.0) / 2;
    }

    /** {@return the probability of each U: the last element comes from either sample in proportion to its size} */
    private static double[] distribution(int first, int second) {
        double[][] row = new double[second + 1][];
        for (int j = 0; j <= second; j++) {
            row[j] = new double[] {1};
        }
        for (int i = 1; i <= first; i++) {
            for (int j = 1; j <= second; j++) {
                double[] shares = new double[i * j + 1];
                for (int u = 0; u < row[j].length; u++) {
                    shares[u + j] += row[j][u] * i / (i + j);
                }
                for (int u = 0; u < row[j - 1].length; u++) {
                    shares[u] += row[j - 1][u] * j / (i + j);
                }
                row[j] = shares;
            }
        }
        return row[second];
    }
}
