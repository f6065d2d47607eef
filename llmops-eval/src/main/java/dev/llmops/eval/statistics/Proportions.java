package dev.llmops.eval.statistics;

import dev.llmops.api.Require;
import java.util.Optional;

/** Tests of shares: one against a known value, and two of independent samples. */
public final class Proportions {
    /** Probabilities this close count as equal: rounding must not decide whether a count belongs to a tail. */
    private static final double TIE = 1 + 1e-7;

    private static final double FISHER_TIE = 1 + 1e-9;

    private Proportions() {}

    /**
     * {@return the exact two-sided p-value of {@code k} successes in {@code n} trials if {@code p} is the truth: the
     * probability of all counts that are no more likely}
     */
    public static double binomialTest(long k, long n, double p) {
        checkShare(k, n);
        Require.inRange(p, 0, 1, "p");
        double observed = Distributions.binomialExactly(k, n, p) * TIE;
        double mean = p * n;
        if (k < mean) {
            long first = firstUpTo(observed, (long) Math.ceil(mean), n, n, p);
            return Math.min(
                    1, Distributions.binomialAtMost(k, n, p) + Distributions.binomialAtMost(n - first, n, 1 - p));
        }
        if (k > mean) {
            long first = firstUpTo(observed, (long) Math.ceil(n - mean), n, n, 1 - p);
            return Math.min(
                    1, Distributions.binomialAtMost(n - first, n, p) + Distributions.binomialAtMost(n - k, n, 1 - p));
        }
        return 1;
    }

    /** {@return the first count of at least {@code from} that is no more likely than {@code limit}; n + 1 if none is} */
    private static long firstUpTo(double limit, long from, long to, long n, double p) {
        long low = from;
        long high = to + 1;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (Distributions.binomialExactly(middle, n, p) <= limit) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /**
     * {@return z and the two-sided p-value of equal shares, {@code k1} of {@code n1} and {@code k2} of {@code n2}, with
     * the pooled variance; empty if all or none of both succeeded}
     */
    public static Optional<TestResult> zTest(long k1, long n1, long k2, long n2) {
        checkShare(k1, n1);
        checkShare(k2, n2);
        double pooled = (double) (k1 + k2) / (n1 + n2);
        double variance = pooled * (1 - pooled) * (1.0 / n1 + 1.0 / n2);
        if (!(variance > 0)) {
            return Optional.empty();
        }
        double z = ((double) k1 / n1 - (double) k2 / n2) / StrictMath.sqrt(variance);
        return Optional.of(new TestResult(z, Distributions.normalTwoSided(z)));
    }

    /**
     * {@return the odds ratio, which may be infinite or NaN, and Fisher's exact two-sided p-value: the probability of all
     * tables with the same margins that are no more likely}
     */
    public static TestResult fisher(long k1, long n1, long k2, long n2) {
        checkShare(k1, n1);
        checkShare(k2, n2);
        double odds = (double) k1 * (n2 - k2) / ((double) k2 * (n1 - k1));
        long successes = k1 + k2;
        double limit = hypergeometric(k1, n1, n2, successes) * FISHER_TIE;
        double p = 0;
        for (long k = Math.max(0, successes - n2); k <= Math.min(n1, successes); k++) {
            double share = hypergeometric(k, n1, n2, successes);
            p += share <= limit ? share : 0;
        }
        return new TestResult(odds, Math.min(1, p));
    }

    private static double hypergeometric(long k, long n1, long n2, long successes) {
        return StrictMath.exp(SpecialFunctions.logChoose((double) n1, (double) k)
                + SpecialFunctions.logChoose((double) n2, (double) successes - k)
                - SpecialFunctions.logChoose((double) n1 + n2, (double) successes));
    }

    private static void checkShare(long k, long n) {
        Require.that(n > 0, "n", "n must be positive, was " + n);
        Require.that(k >= 0 && k <= n, "k", "k must be in [0, " + n + "], was " + k);
    }
}
