package dev.llmops.eval.text;

/** A set of code points of the basic plane. Immutable. */
final class CodePointSet {
    private final long[] bits;

    private CodePointSet(long[] bits) {
        this.bits = bits;
    }

    /** {@return the set of the code points in closed ranges: first, last, first, last, …} */
    static CodePointSet ofRanges(int... bounds) {
        int last = 0;
        for (int bound : bounds) {
            last = Math.max(last, bound);
        }
        long[] bits = new long[(last >> 6) + 1];
        for (int i = 0; i < bounds.length; i += 2) {
            for (int codePoint = bounds[i]; codePoint <= bounds[i + 1]; codePoint++) {
                bits[codePoint >> 6] |= 1L << codePoint;
            }
        }
        return new CodePointSet(bits);
    }

    /** {@return the set of the characters of {@code text}} */
    static CodePointSet of(String text) {
        int[] bounds = new int[2 * text.length()];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = text.charAt(i / 2);
        }
        return ofRanges(bounds);
    }

    /** {@return whether {@code codePoint} is in the set} */
    boolean contains(int codePoint) {
        int word = codePoint >> 6;
        return word < bits.length && (bits[word] >>> codePoint & 1) != 0;
    }
}
