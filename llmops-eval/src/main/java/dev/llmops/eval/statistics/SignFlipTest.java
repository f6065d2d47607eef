package dev.llmops.eval.statistics;

import dev.llmops.api.Require;
import dev.llmops.eval.random.NumpyGenerator;
import java.util.Arrays;
import java.util.Optional;

/**
 * The permutation test of paired samples: how often would the mean difference be as large if signs were random?
 *
 * <p>Needs no assumption but that without a difference either order of a pair is as likely as the other. Exact up to
 * {@value #EXACT_UP_TO} differences other than zero, sampled beyond. The two-sided p-value is twice the smaller tail,
 * means within 100 units in the last place counting as equal, as in SciPy; a sampled one is (hits + 1) / (samples + 1)
 * and so never 0.
 */
public final class SignFlipTest {
    /** The largest number of differences whose signs are all tried. */
    public static final int EXACT_UP_TO = 20;

    private static final double TOLERANCE = 100 * Math.ulp(1.0);

    private SignFlipTest() {}

    /** {@return mean difference and p-value, by all flips or by {@code samples} of them} */
    public static Optional<TestResult> paired(double[] a, double[] b, int samples, long seed) {
        return ofDifferences(Pairs.differences(a, b), samples, seed);
    }

    /**
     * {@return mean and p-value; empty if there is no difference other than zero}
     *
     * @param samples how many flips are tried where all would be too many
     * @param seed of the generator of these flips
     */
    public static Optional<TestResult> ofDifferences(double[] differences, int samples, long seed) {
        Pairs.checkNumbers(differences, "differences");
        Require.that(samples > 0, "samples", "samples must be positive, was " + samples);
        double[] flipped = Arrays.stream(differences).filter(d -> d != 0).toArray();
        if (flipped.length == 0) {
            return Optional.empty();
        }
        Tails tails = new Tails(
                Summary.sum(flipped),
                Arrays.stream(flipped).map(Math::abs).max().orElse(0) * flipped.length);
        boolean exact = flipped.length <= EXACT_UP_TO;
        if (exact) {
            enumerate(flipped, tails);
        } else {
            sample(flipped, tails, samples, NumpyGenerator.seeded(seed));
        }
        return Optional.of(new TestResult(Summary.mean(differences), tails.p(exact)));
    }

    private static void enumerate(double[] values, Tails tails) {
        double[] first = sums(values, 0, values.length / 2);
        double[] second = sums(values, values.length / 2, values.length);
        for (double sum : first) {
            for (double other : second) {
                tails.add(sum + other);
            }
        }
    }

    /** {@return the sums of the values from {@code from} to before {@code to} with every choice of signs} */
    private static double[] sums(double[] values, int from, int to) {
        double[] sums = {0};
        for (int i = from; i < to; i++) {
            double[] more = new double[sums.length * 2];
            for (int j = 0; j < sums.length; j++) {
                more[2 * j] = sums[j] + values[i];
                more[2 * j + 1] = sums[j] - values[i];
            }
            sums = more;
        }
        return sums;
    }

    private static void sample(double[] values, Tails tails, int samples, NumpyGenerator random) {
        NumpyGenerator.Coins coins = random.coins();
        for (int i = 0; i < samples; i++) {
            double sum = 0;
            for (double value : values) {
                sum += coins.next() ? value : -value;
            }
            tails.add(sum);
        }
    }

    private static final class Tails {
        private final double low;
        private final double high;
        private long below;
        private long above;
        private long count;

        Tails(double observed, double largest) {
            // The second term covers what rounding does to sums that cancel.
            double slack = Math.abs(observed) * TOLERANCE + largest * Math.ulp(1.0);
            low = observed + slack;
            high = observed - slack;
        }

        void add(double sum) {
            count++;
            below += sum <= low ? 1 : 0;
            above += sum >= high ? 1 : 0;
        }

        double p(boolean exact) {
            double hits = Math.min(below, above) + (exact ? 0 : 1);
            return Math.min(1, 2 * hits / (count + (exact ? 0 : 1)));
        }
    }
}
