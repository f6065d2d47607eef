package dev.llmops.eval.random;

/**
 * MT19937: Matsumoto and Nishimura, "Mersenne Twister: A 623-Dimensionally Equidistributed Uniform Pseudo-Random Number
 * Generator" (1998), with the seeding of 2002.
 */
final class MersenneTwister {
    private static final int SIZE = 624;
    private static final int AHEAD = 397;
    private static final int UPPER = 0x80000000;
    private static final int LOWER = 0x7fffffff;

    private final int[] words = new int[SIZE];
    private int next = SIZE;

    private MersenneTwister(int seed) {
        words[0] = seed;
        for (int i = 1; i < SIZE; i++) {
            words[i] = 1812433253 * (words[i - 1] ^ (words[i - 1] >>> 30)) + i;
        }
    }

    /** {@return the generator of one word} */
    static MersenneTwister ofWord(int seed) {
        return new MersenneTwister(seed);
    }

    /** {@return the generator of an array of words} */
    static MersenneTwister ofWords(int[] key) {
        MersenneTwister twister = new MersenneTwister(19650218);
        int[] words = twister.words;
        int i = 1;
        int j = 0;
        for (int k = Math.max(SIZE, key.length); k > 0; k--) {
            words[i] = (words[i] ^ ((words[i - 1] ^ (words[i - 1] >>> 30)) * 1664525)) + key[j] + j;
            i = twister.following(i);
            j = (j + 1) % key.length;
        }
        for (int k = SIZE - 1; k > 0; k--) {
            words[i] = (words[i] ^ ((words[i - 1] ^ (words[i - 1] >>> 30)) * 1566083941)) - i;
            i = twister.following(i);
        }
        words[0] = UPPER;
        return twister;
    }

    private int following(int i) {
        if (i + 1 < SIZE) {
            return i + 1;
        }
        words[0] = words[SIZE - 1];
        return 1;
    }

    /** {@return 32 random bits} */
    int nextInt() {
        if (next == SIZE) {
            twist();
        }
        int word = words[next++];
        word ^= word >>> 11;
        word ^= (word << 7) & 0x9d2c5680;
        word ^= (word << 15) & 0xefc60000;
        return word ^ (word >>> 18);
    }

    /** {@return a number of at least 0 and less than 1, of 53 bits} */
    double nextDouble() {
        long upper = Integer.toUnsignedLong(nextInt() >>> 5);
        long lower = Integer.toUnsignedLong(nextInt() >>> 6);
        return (upper * 67108864.0 + lower) / 9007199254740992.0;
    }

    private void twist() {
        for (int i = 0; i < SIZE; i++) {
            int mixed = (words[i] & UPPER) | (words[(i + 1) % SIZE] & LOWER);
            words[i] = words[(i + AHEAD) % SIZE] ^ (mixed >>> 1) ^ ((mixed & 1) == 0 ? 0 : 0x9908b0df);
        }
        next = 0;
    }
}
