package dev.llmops.eval.statistics;

import dev.llmops.api.Require;
import java.util.Arrays;
import java.util.Optional;

/**
 * Wilcoxon's signed-rank test of paired samples. Immutable.
 *
 * <p>The statistic is the smaller of the sums of ranks of positive and negative differences. Defined as in SciPy 1.17,
 * whose {@code method="auto"} takes the exact distribution up to 50 differences without ties and the normal one beyond; here nothing
 * is chosen unasked. The exact one takes time for the cube of the differences and memory for their square, a normal one
 * time for sorting: a hundred thousand differences take less than a second.
 */
public final class Wilcoxon {
    /**
     * The largest number of differences with an exact p-value. Not far beyond, the probability of one choice of signs,
     * 2<sup>−n</sup>, is too small for a {@code double}.
     */
    public static final int EXACT_UP_TO = 1000;

    /** What to do with differences of zero. */
    public enum Zeros {
        /** They are left out, as Wilcoxon did. */
        DROP,
        /** They are ranked, then their ranks are left out: Pratt (1959), with the variance of Cureton (1967). */
        PRATT,
        /** They are ranked, and half of their ranks goes to either side. */
        SPLIT
    }

    /** Where the p-value comes from. */
    public enum Method {
        /**
         * From the distribution of the statistic; for data without zeros and ties only, and for at most
         * {@value #EXACT_UP_TO} differences.
         */
        EXACT,
        /** From the normal distribution. */
        NORMAL,
        /** From the normal distribution, with the statistic moved by one half towards its mean. */
        NORMAL_CORRECTED
    }

    private final double positive;
    private final double negative;
    private final double deviation;
    private final double mean;
    private final int count;

    /** Whether there are neither ties nor zeros. */
    private final boolean plain;

    private Wilcoxon(double positive, double negative, double mean, double deviation, int count, boolean plain) {
        this.positive = positive;
        this.negative = negative;
        this.mean = mean;
        this.deviation = deviation;
        this.count = count;
        this.plain = plain;
    }

    /** {@return the test of {@code a} against {@code b}; empty if no difference is left} */
    public static Optional<Wilcoxon> paired(double[] a, double[] b, Zeros zeros) {
        return ofDifferences(Pairs.differences(a, b), zeros);
    }

    /** {@return the test of {@code differences} against zero; empty if all are zero} */
    public static Optional<Wilcoxon> ofDifferences(double[] differences, Zeros zeros) {
        Pairs.checkNumbers(differences, "differences");
        Require.nonNull(zeros, "zeros");
        double[] ranked = zeros == Zeros.DROP
                ? Arrays.stream(differences).filter(d -> d != 0).toArray()
                : differences;
        if (Arrays.stream(ranked).allMatch(d -> d == 0)) {
            return Optional.empty();
        }
        Ranks ranks = Ranks.of(Arrays.stream(ranked).map(Math::abs).toArray());
        double[] sums = new double[3];
        int zeroCount = 0;
        for (int i = 0; i < ranked.length; i++) {
            sums[ranked[i] > 0 ? 0 : ranked[i] < 0 ? 1 : 2] += ranks.at(i);
            zeroCount += ranked[i] == 0 ? 1 : 0;
        }
        double split = zeros == Zeros.SPLIT ? sums[2] / 2 : 0;
        double n = ranked.length;
        double mean = n * (n + 1) / 4;
        double variance = n * (n + 1) * (2 * n + 1);
        double ties = ranks.tieTerm();
        if (zeros == Zeros.PRATT) {
            double z = zeroCount;
            mean -= z * (z + 1) / 4;
            variance -= z * (z + 1) * (2 * z + 1);
            ties -= z * z * z - z;
        }
        double deviation = StrictMath.sqrt((variance - ties / 2) / 24);
        boolean plain = !ranks.tied() && zeroCount == 0;
        return Optional.of(new Wilcoxon(sums[0] + split, sums[1] + split, mean, deviation, ranked.length, plain));
    }

    /** {@return the smaller of the two sums of ranks} */
    public double statistic() {
        return Math.min(positive, negative);
    }

    /** {@return whether {@link Method#EXACT} is possible} */
    public boolean exactIsPossible() {
        return plain && count <= EXACT_UP_TO;
    }

    /** {@return statistic and two-sided p-value; empty for an exact one that is not {@linkplain #exactIsPossible possible}} */
    public Optional<TestResult> test(Method method) {
        if (method == Method.EXACT) {
            return exactIsPossible() ? Optional.of(new TestResult(statistic(), exact())) : Optional.empty();
        }
        double distance = positive - mean;
        double correction = method == Method.NORMAL_CORRECTED ? Math.signum(distance) * 0.5 : 0;
        return Optional.of(
                new TestResult(statistic(), Distributions.normalTwoSided((distance - correction) / deviation)));
    }

    private double exact() {
        double[] shares = {1};
        for (int rank = 1; rank <= count; rank++) {
            double[] next = new double[shares.length + rank];
            for (int sum = 0; sum < shares.length; sum++) {
                next[sum] += shares[sum] / 2;
                next[sum + rank] += shares[sum] / 2;
            }
            shares = next;
        }
        double below = 0;
        for (int sum = 0; sum <= (int) statistic(); sum++) {
            below += shares[sum];
        }
        return Math.min(1, 2 * below);
    }
}
