package dev.llmops.eval.statistics;

import dev.llmops.api.Require;

/**
 * Ways to an interval of a share of {@code k} in {@code n}; Brown, Cai and DasGupta, "Interval Estimation for a Binomial
 * Proportion" (2001).
 */
public enum ProportionInterval {
    /** By the normal distribution; too short for few items and for shares near 0 and 1. */
    NORMAL {
        @Override
        Interval compute(double k, double n, double z, double tail) {
            double p = k / n;
            double half = z * StrictMath.sqrt(p * (1 - p) / n);
            return clipped(p - half, p + half);
        }
    },
    /** After Wilson (1927): a good choice for any size. */
    WILSON {
        @Override
        Interval compute(double k, double n, double z, double tail) {
            double p = k / n;
            double scale = 1 + z * z / n;
            double centre = (p + z * z / (2 * n)) / scale;
            double half = z / scale * StrictMath.sqrt(p * (1 - p) / n + z * z / (4 * n * n));
            return new Interval(k <= 0 ? 0 : Math.max(0, centre - half), k >= n ? 1 : Math.min(1, centre + half));
        }
    },
    /** Wilson's with continuity correction, after Newcombe (1998). */
    WILSON_CORRECTED {
        @Override
        Interval compute(double k, double n, double z, double tail) {
            double p = k / n;
            double scale = 2 * (n + z * z);
            double centre = (2 * n * p + z * z) / scale;
            double below = (1 + z * StrictMath.sqrt(z * z - 2 - 1 / n + 4 * p * (n * (1 - p) + 1))) / scale;
            double above = (1 + z * StrictMath.sqrt(z * z + 2 - 1 / n + 4 * p * (n * (1 - p) - 1))) / scale;
            return new Interval(k <= 0 ? 0 : centre - below, k >= n ? 1 : centre + above);
        }
    },
    /** The normal interval after adding z<sup>2</sup>/2 successes and failures: Agresti and Coull (1998). */
    AGRESTI_COULL {
        @Override
        Interval compute(double k, double n, double z, double tail) {
            double more = n + z * z;
            double p = (k + z * z / 2) / more;
            double half = z * StrictMath.sqrt(p * (1 - p) / more);
            return clipped(p - half, p + half);
        }
    },
    /** The exact one of Clopper and Pearson (1934): never too short, often too long. */
    CLOPPER_PEARSON {
        @Override
        Interval compute(double k, double n, double z, double tail) {
            return new Interval(
                    k <= 0 ? 0 : Distributions.betaQuantile(tail, k, n - k + 1),
                    k >= n ? 1 : Distributions.betaQuantile(1 - tail, k + 1, n - k));
        }
    },
    /** The central interval of the posterior under Jeffreys' prior, beta(1/2, 1/2). */
    JEFFREYS {
        @Override
        Interval compute(double k, double n, double z, double tail) {
            return new Interval(
                    Distributions.betaQuantile(tail, k + 0.5, n - k + 0.5),
                    Distributions.betaQuantile(1 - tail, k + 0.5, n - k + 0.5));
        }
    };

    /**
     * {@return the interval, within [0, 1]}
     *
     * @param k how many there are, from 0 to {@code n}
     * @param n of how many, at least 1
     * @param confidence how likely such intervals hold the true share, in (0, 1)
     */
    public Interval of(long k, long n, double confidence) {
        Require.that(n > 0, "n", "n must be positive, was " + n);
        Require.that(k >= 0 && k <= n, "k", "k must be in [0, " + n + "], was " + k);
        Require.that(confidence > 0 && confidence < 1, "confidence", "confidence must be in (0, 1), was " + confidence);
        double tail = (1 - confidence) / 2;
        return compute((double) k, (double) n, -Distributions.normalQuantile(tail), tail);
    }

    abstract Interval compute(double k, double n, double z, double tail);

    private static Interval clipped(double low, double high) {
        return new Interval(Math.max(0, low), Math.min(1, high));
    }
}
