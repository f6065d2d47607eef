package dev.llmops.eval.random;

import dev.llmops.api.Require;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The generator that NumPy's {@code default_rng(seed)} makes: PCG64 with the same streams of numbers.
 *
 * <p>128 bits of state, XSL-RR output; O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good
 * Algorithms for Random Number Generation" (2014). Bounded numbers after Lemire, "Fast Random Integer Generation in an
 * Interval" (2019). Draws of 32 bits use both halves of a 64-bit output, as NumPy does. Not safe for concurrent use.
 */
public final class NumpyGenerator {
    private static final long FACTOR_HIGH = 0x2360ED051FC65DA4L;
    private static final long FACTOR_LOW = 0x4385DF649FCCF645L;
    private static final double DOUBLE_UNIT = 0x1.0p-53;

    private final long streamHigh;
    private final long streamLow;
    private long high;
    private long low;
    private boolean buffered;
    private int buffer;

    private NumpyGenerator(long[] seed) {
        streamHigh = seed[2] << 1 | seed[3] >>> 63;
        streamLow = seed[3] << 1 | 1;
        step();
        long sum = low + seed[1];
        high += seed[0] + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
        low = sum;
        step();
    }

    /** {@return the generator of {@code seed}, which is not negative} */
    public static NumpyGenerator seeded(long seed) {
        return seeded(BigInteger.valueOf(seed));
    }

    /** {@return the generator of {@code seed}, which is not negative and may have any size} */
    public static NumpyGenerator seeded(BigInteger seed) {
        Require.that(Require.nonNull(seed, "seed").signum() >= 0, "seed", "seed must not be negative, was " + seed);
        return new NumpyGenerator(SeedSequence.of(seed).state(4));
    }

    /** {@return 64 random bits} */
    public long nextLong() {
        step();
        return Long.rotateRight(high ^ low, (int) (high >>> 58));
    }

    /** {@return 32 random bits} */
    public int nextInt() {
        if (buffered) {
            buffered = false;
            return buffer;
        }
        long both = nextLong();
        buffered = true;
        buffer = (int) (both >>> 32);
        return (int) both;
    }

    /** {@return a number of at least 0 and less than 1, as {@code random()}} */
    public double nextDouble() {
        return (nextLong() >>> 11) * DOUBLE_UNIT;
    }

    /** {@return a number of the normal distribution with mean 0 and deviation 1, as {@code standard_normal()}} */
    public double nextGaussian() {
        return Ziggurat.next(this);
    }

    /** {@return a number of at least 0 and less than {@code bound}, as {@code integers(bound)}; 1 draws nothing} */
    public int nextInt(int bound) {
        checkBound(bound);
        return bound == 1 ? 0 : below(bound);
    }

    /** {@return a number of at least 0 and less than {@code bound}, as {@code integers(bound)}; 1 draws nothing} */
    public long nextLong(long bound) {
        checkBound(bound);
        if (bound == 1) {
            return 0;
        }
        if (bound < 1L << 32) {
            return Integer.toUnsignedLong(below(bound));
        }
        return bound == 1L << 32 ? nextInt() & 0xffff_ffffL : below64(bound);
    }

    /** {@return {@code count} numbers of at least 0 and less than {@code bound}, as {@code choice(bound, count)}} */
    public int[] integers(int bound, int count) {
        int[] drawn = new int[Require.inRange(count, 0, Integer.MAX_VALUE, "count")];
        fill(drawn, bound);
        return drawn;
    }

    /** Fills {@code into} with numbers of at least 0 and less than {@code bound}: a row of a matrix of indices. */
    public void fill(int[] into, int bound) {
        checkBound(bound);
        if (bound == 1) {
            Arrays.fill(into, 0);
            return;
        }
        for (int i = 0; i < into.length; i++) {
            into[i] = below(bound);
        }
    }

    /** {@return {@code count} coins, as {@code integers(2, size=count, dtype=bool)}} */
    public boolean[] booleans(int count) {
        boolean[] drawn = new boolean[Require.inRange(count, 0, Integer.MAX_VALUE, "count")];
        Coins coins = coins();
        for (int i = 0; i < count; i++) {
            drawn[i] = coins.next();
        }
        return drawn;
    }

    /** {@return the coins of one call of {@code integers(2, dtype=bool)}, however many it asks for, one by one} */
    public Coins coins() {
        return new Coins(this);
    }

    /** {@return the numbers from 0 to {@code count} - 1 in random order, as {@code permutation(count)}} */
    public int[] permutation(int count) {
        int[] order = new int[Require.inRange(count, 0, Integer.MAX_VALUE, "count")];
        Arrays.setAll(order, i -> i);
        shuffle(order);
        return order;
    }

    /** Puts {@code values} into random order, as {@code shuffle(values)}. */
    public void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int mask = -1 >>> Integer.numberOfLeadingZeros(i);
            int other = nextInt() & mask;
            while (other > i) {
                other = nextInt() & mask;
            }
            int held = values[i];
            values[i] = values[other];
            values[other] = held;
        }
    }

    private static void checkBound(long bound) {
        Require.that(bound > 0, "bound", "bound must be positive, was " + bound);
    }

    private int below(long bound) {
        long product = (nextInt() & 0xffff_ffffL) * bound;
        if ((product & 0xffff_ffffL) < bound) {
            long threshold = ((1L << 32) - bound) % bound;
            while ((product & 0xffff_ffffL) < threshold) {
                product = (nextInt() & 0xffff_ffffL) * bound;
            }
        }
        return (int) (product >>> 32);
    }

    private long below64(long bound) {
        long drawn = nextLong();
        long rest = drawn * bound;
        if (Long.compareUnsigned(rest, bound) < 0) {
            long threshold = Long.remainderUnsigned(-bound, bound);
            while (Long.compareUnsigned(rest, threshold) < 0) {
                drawn = nextLong();
                rest = drawn * bound;
            }
        }
        return highProduct(drawn, bound);
    }

    private void step() {
        long newHigh = highProduct(low, FACTOR_LOW) + high * FACTOR_LOW + low * FACTOR_HIGH;
        long newLow = low * FACTOR_LOW;
        low = newLow + streamLow;
        high = newHigh + streamHigh + (Long.compareUnsigned(low, newLow) < 0 ? 1 : 0);
    }

    /** {@return the upper half of the product of two unsigned numbers} */
    private static long highProduct(long a, long b) {
        return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
    }

    /** {@return the 128 bits of state, as NumPy shows them} */
    public BigInteger state() {
        return unsigned(high, low);
    }

    /** {@return the increment of the stream, as NumPy shows it} */
    public BigInteger increment() {
        return unsigned(streamHigh, streamLow);
    }

    private static BigInteger unsigned(long high, long low) {
        return new BigInteger(Long.toUnsignedString(high))
                .shiftLeft(64)
                .add(new BigInteger(Long.toUnsignedString(low)));
    }

    /** Coins that use every bit drawn, the lowest first. Not safe for concurrent use. */
    public static final class Coins {
        private final NumpyGenerator generator;
        private int bits;
        private int left;

        private Coins(NumpyGenerator generator) {
            this.generator = generator;
        }

        /** {@return the next coin} */
        public boolean next() {
            if (left == 0) {
                bits = generator.nextInt();
                left = 32;
            }
            boolean coin = (bits & 1) != 0;
            bits >>>= 1;
            left--;
            return coin;
        }
    }
}
