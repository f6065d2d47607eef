package dev.llmops.eval.random;

import dev.llmops.api.Require;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/** Python's {@code random.Random(seed)}: MT19937 with the methods of CPython 3.11. Not safe for concurrent use. */
public final class PythonRandom {
    private static final int SMALL_POOL = 21;

    private final MersenneTwister twister;
    private double spare = Double.NaN;

    private PythonRandom(MersenneTwister twister) {
        this.twister = twister;
    }

    /** {@return the generator of {@code seed}; seeds that differ only in sign give the same numbers} */
    public static PythonRandom seeded(long seed) {
        return seeded(BigInteger.valueOf(seed));
    }

    /** {@return the generator of {@code seed}, of any size; seeds that differ only in sign give the same numbers} */
    public static PythonRandom seeded(BigInteger seed) {
        return new PythonRandom(MersenneTwister.ofWords(
                SeedSequence.words(Require.nonNull(seed, "seed").abs())));
    }

    /** {@return a number of at least 0 and less than 1, as {@code random()}} */
    public double nextDouble() {
        return twister.nextDouble();
    }

    /** {@return {@code count} random bits as a number, as {@code getrandbits(count)}; 1 to 64} */
    public long bits(int count) {
        Require.inRange(count, 1, 64, "count");
        if (count <= 32) {
            return Integer.toUnsignedLong(twister.nextInt() >>> (32 - count));
        }
        long lower = Integer.toUnsignedLong(twister.nextInt());
        return Integer.toUnsignedLong(twister.nextInt() >>> (64 - count)) << 32 | lower;
    }

    /** {@return a number of at least 0 and less than {@code bound}, as {@code randrange(bound)}} */
    public int nextInt(int bound) {
        return (int) nextLong(bound);
    }

    /** {@return a number of at least 0 and less than {@code bound}, as {@code randrange(bound)}} */
    public long nextLong(long bound) {
        Require.that(bound > 0, "bound", "bound must be positive, was " + bound);
        int length = 64 - Long.numberOfLeadingZeros(bound);
        long drawn = bits(length);
        while (drawn >= bound) {
            drawn = bits(length);
        }
        return drawn;
    }

    /** {@return {@code count} different numbers of at least 0 and less than {@code bound}, as {@code sample}} */
    public int[] sample(int bound, int count) {
        Require.inRange(count, 0, bound, "count");
        double setSize = SMALL_POOL;
        if (count > 5) {
            setSize += Math.pow(4, Math.ceil(Math.log(count * 3.0) / Math.log(4)));
        }
        return bound <= setSize ? fromPool(bound, count) : fromSet(bound, count);
    }

    /** {@return {@code count} elements of {@code population} at different places, as {@code sample}} */
    public <T> List<T> sample(List<T> population, int count) {
        List<T> sample = new ArrayList<>(count);
        for (int index : sample(population.size(), count)) {
            sample.add(population.get(index));
        }
        return sample;
    }

    private int[] fromPool(int bound, int count) {
        int[] pool = new int[bound];
        Arrays.setAll(pool, i -> i);
        int[] sample = new int[count];
        for (int i = 0; i < count; i++) {
            int index = nextInt(bound - i);
            sample[i] = pool[index];
            pool[index] = pool[bound - i - 1];
        }
        return sample;
    }

    private int[] fromSet(int bound, int count) {
        BitSet taken = new BitSet();
        int[] sample = new int[count];
        for (int i = 0; i < count; i++) {
            int index = nextInt(bound);
            while (taken.get(index)) {
                index = nextInt(bound);
            }
            taken.set(index);
            sample[i] = index;
        }
        return sample;
    }

    /** {@return {@code count} numbers of at least 0 and less than {@code bound}, as {@code choices} without weights} */
    public int[] choices(int bound, int count) {
        Require.that(bound > 0, "bound", "bound must be positive, was " + bound);
        int[] drawn = new int[Require.inRange(count, 0, Integer.MAX_VALUE, "count")];
        for (int i = 0; i < count; i++) {
            drawn[i] = (int) Math.floor(nextDouble() * bound);
        }
        return drawn;
    }

    /** Puts {@code values} into random order, as {@code shuffle}. */
    public void shuffle(List<?> values) {
        for (int i = values.size() - 1; i > 0; i--) {
            Collections.swap(values, i, nextInt(i + 1));
        }
    }

    /**
     * {@return a number of the normal distribution with mean 0 and deviation 1, as {@code gauss(0, 1)}}
     *
     * <p>Two in a thousand differ from CPython's in the last digit, as its own do between platforms. Slow: a tenth of a
     * millisecond.
     */
    public double nextGaussian() {
        if (!Double.isNaN(spare)) {
            double held = spare;
            spare = Double.NaN;
            return held;
        }
        double angle = nextDouble() * (2 * Math.PI);
        double radius = Math.sqrt(-2 * PreciseMath.log(1 - nextDouble()));
        spare = PreciseMath.sin(angle) * radius;
        return PreciseMath.cos(angle) * radius;
    }
}
