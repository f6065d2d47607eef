package dev.llmops.eval.statistics;

import dev.llmops.api.Require;
import java.util.Arrays;

/** Corrections of p-values for how many were computed. */
public enum Multiplicity {
    /** None: each test stands alone. */
    NONE {
        @Override
        double adjusted(double p, int rank, int count) {
            return p;
        }
    },
    /** Bounds the chance of any false alarm by multiplying with the number of tests. */
    BONFERRONI {
        @Override
        double adjusted(double p, int rank, int count) {
            return p * count;
        }
    },
    /** Bounds the same, and finds more: Holm (1979). For several metrics of one comparison. */
    HOLM {
        @Override
        double adjusted(double p, int rank, int count) {
            return p * (count - rank + 1);
        }
    },
    /** Bounds the share of false alarms among all alarms: Benjamini and Hochberg (1995). For many slices. */
    BENJAMINI_HOCHBERG {
        @Override
        double adjusted(double p, int rank, int count) {
            return p * count / rank;
        }

        @Override
        boolean fromTheTop() {
            return true;
        }
    },
    /** The same for tests that depend on each other in any way: Benjamini and Yekutieli (2001). */
    BENJAMINI_YEKUTIELI {
        @Override
        double adjusted(double p, int rank, int count) {
            double harmonic = 0;
            for (int i = 1; i <= count; i++) {
                harmonic += 1.0 / i;
            }
            return p * count / rank * harmonic;
        }

        @Override
        boolean fromTheTop() {
            return true;
        }
    },
    /** Bounds the chance of any false alarm of independent tests: Šidák (1967). */
    SIDAK {
        @Override
        double adjusted(double p, int rank, int count) {
            return -StrictMath.expm1(count * StrictMath.log1p(-p));
        }
    };

    /** {@return adjusted p-values in the order of {@code p}, each of which lies in [0, 1]; at most 1} */
    public double[] adjust(double... p) {
        Integer[] order = new Integer[p.length];
        for (int i = 0; i < p.length; i++) {
            order[i] = i;
            Require.inRange(p[i], 0, 1, "p");
        }
        Arrays.sort(order, (i, j) -> Double.compare(p[i], p[j]));
        double[] adjusted = new double[p.length];
        double bound = fromTheTop() ? 1 : 0;
        for (int step = 1; step <= p.length; step++) {
            int rank = fromTheTop() ? p.length - step + 1 : step;
            int index = order[rank - 1];
            double value = adjusted(p[index], rank, p.length);
            // Of two tests, the one with the smaller p-value keeps the smaller adjusted one.
            bound = fromTheTop() ? Math.min(bound, value) : Math.max(bound, value);
            adjusted[index] = Math.min(1, bound);
        }
        return adjusted;
    }

    /** {@return the adjusted value of the p-value with {@code rank}, from 1 for the smallest} */
    abstract double adjusted(double p, int rank, int count);

    /** {@return whether values are made monotone from the largest p-value down} */
    boolean fromTheTop() {
        return false;
    }
}
