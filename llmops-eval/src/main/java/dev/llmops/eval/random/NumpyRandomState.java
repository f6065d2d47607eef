package dev.llmops.eval.random;

import dev.llmops.api.Require;
import java.util.Arrays;

/**
 * NumPy's older generator, {@code numpy.random.RandomState(seed)} or {@code numpy.random.seed(seed)}: MT19937.
 *
 * <p>Bounded numbers are drawn by the smallest mask and rejection. Not safe for concurrent use.
 */
public final class NumpyRandomState {
    private final MersenneTwister twister;

    private NumpyRandomState(MersenneTwister twister) {
        this.twister = twister;
    }

    /** {@return the generator of {@code seed}, a number of 32 bits} */
    public static NumpyRandomState seeded(long seed) {
        Require.that(seed >= 0 && seed < 1L << 32, "seed", "seed must be at least 0 and less than 2^32, was " + seed);
        return new NumpyRandomState(MersenneTwister.ofWord((int) seed));
    }

    /** {@return a number of at least 0 and less than 1, as {@code random_sample()}} */
    public double nextDouble() {
        return twister.nextDouble();
    }

    /** {@return a number of at least 0 and less than {@code bound}, as {@code randint(bound)}; 1 draws nothing} */
    public int nextInt(int bound) {
        Require.that(bound > 0, "bound", "bound must be positive, was " + bound);
        return upTo(bound - 1);
    }

    /** {@return a number of at least 0 and less than {@code bound}, as {@code randint(bound)}; 1 draws nothing} */
    public long nextLong(long bound) {
        Require.that(bound > 0, "bound", "bound must be positive, was " + bound);
        long max = bound - 1;
        long mask = max == 0 ? 0 : -1L >>> Long.numberOfLeadingZeros(max);
        if (max == 0) {
            return 0;
        }
        boolean wide = max > 0xffff_ffffL;
        long drawn = draw(wide) & mask;
        while (drawn > max) {
            drawn = draw(wide) & mask;
        }
        return drawn;
    }

    /** {@return {@code count} numbers of at least 0 and less than {@code bound}, as {@code choice(bound, count)}} */
    public int[] integers(int bound, int count) {
        int[] drawn = new int[Require.inRange(count, 0, Integer.MAX_VALUE, "count")];
        for (int i = 0; i < count; i++) {
            drawn[i] = nextInt(bound);
        }
        return drawn;
    }

    /** {@return the numbers from 0 to {@code count} - 1 in random order, as {@code permutation(count)}} */
    public int[] permutation(int count) {
        int[] order = new int[Require.inRange(count, 0, Integer.MAX_VALUE, "count")];
        Arrays.setAll(order, i -> i);
        for (int i = count - 1; i > 0; i--) {
            int other = upTo(i);
            int held = order[i];
            order[i] = order[other];
            order[other] = held;
        }
        return order;
    }

    private long draw(boolean wide) {
        long word = twister.nextInt() & 0xffff_ffffL;
        return wide ? word << 32 | twister.nextInt() & 0xffff_ffffL : word;
    }

    private int upTo(int max) {
        if (max == 0) {
            return 0;
        }
        int mask = -1 >>> Integer.numberOfLeadingZeros(max);
        int drawn = twister.nextInt() & mask;
        while (drawn > max) {
            drawn = twister.nextInt() & mask;
        }
        return drawn;
    }
}
