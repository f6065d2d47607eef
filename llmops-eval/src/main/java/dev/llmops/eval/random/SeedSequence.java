package dev.llmops.eval.random;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * NumPy's way from a seed to the state of a generator.
 *
 * <p>After O'Neill, "Developing a seed_seq Alternative" (2015), with a pool of four words.
 */
final class SeedSequence {
    private static final int POOL = 4;
    private static final int MIX_START = 0x43b0d7e5;
    private static final int MIX_FACTOR = 0x931e8875;
    private static final int OUT_START = 0x8b51f9dd;
    private static final int OUT_FACTOR = 0x58f38ded;
    private static final int LEFT = 0xca01f9dd;
    private static final int RIGHT = 0x4973f715;

    private final int[] pool = new int[POOL];
    private int constant = MIX_START;

    private SeedSequence(int[] entropy) {
        for (int i = 0; i < POOL; i++) {
            pool[i] = hash(i < entropy.length ? entropy[i] : 0);
        }
        for (int from = 0; from < POOL; from++) {
            for (int to = 0; to < POOL; to++) {
                if (from != to) {
                    pool[to] = mix(pool[to], hash(pool[from]));
                }
            }
        }
        for (int from = POOL; from < entropy.length; from++) {
            for (int to = 0; to < POOL; to++) {
                pool[to] = mix(pool[to], hash(entropy[from]));
            }
        }
    }

    /** {@return the sequence of {@code seed}, which is not negative} */
    static SeedSequence of(BigInteger seed) {
        return new SeedSequence(words(seed));
    }

    /** {@return the 32-bit words of {@code magnitude}, the lowest first; one zero word for zero} */
    static int[] words(BigInteger magnitude) {
        int[] words = new int[Math.max(1, (magnitude.bitLength() + 31) / 32)];
        Arrays.setAll(words, i -> magnitude.shiftRight(32 * i).intValue());
        return words;
    }

    /** {@return {@code count} words of state} */
    long[] state(int count) {
        long[] state = new long[count];
        int factor = OUT_START;
        for (int i = 0; i < 2 * count; i++) {
            int word = pool[i % POOL] ^ factor;
            factor *= OUT_FACTOR;
            word *= factor;
            word ^= word >>> 16;
            state[i / 2] |= (word & 0xffff_ffffL) << (32 * (i % 2));
        }
        return state;
    }

    private int hash(int value) {
        int hashed = value ^ constant;
        constant *= MIX_FACTOR;
        hashed *= constant;
        return hashed ^ (hashed >>> 16);
    }

    private static int mix(int x, int y) {
        int mixed = LEFT * x - RIGHT * y;
        return mixed ^ (mixed >>> 16);
    }
}
