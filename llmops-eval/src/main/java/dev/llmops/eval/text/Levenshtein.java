package dev.llmops.eval.text;

import java.util.Arrays;

/**
 * How many insertions, deletions and substitutions turn one text into another, 64 cells of the table at a time.
 *
 * <p>Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic programming" (1999), over
 * blocks as in Hyyrö (2003): vertical differences are kept as two bits per cell, horizontal ones pass from block to
 * block.
 */
final class Levenshtein {
    private final TokenPlaces places;
    private final long[] increases;
    private final long[] decreases;
    private final long lastBit;
    private int distance;

    private Levenshtein(TokenPlaces places) {
        this.places = places;
        this.increases = new long[places.words()];
        this.decreases = new long[places.words()];
        this.lastBit = 1L << places.length() - 1;
        this.distance = places.length();
        Arrays.fill(increases, -1L);
    }

    /** {@return the distance of two texts whose numbers are less than {@code tokens}} */
    static int distance(int[] first, int[] second, int tokens) {
        int[] pattern = first.length < second.length ? first : second;
        int[] text = first.length < second.length ? second : first;
        if (pattern.length == 0) {
            return text.length;
        }
        Levenshtein table = new Levenshtein(TokenPlaces.in(pattern, tokens));
        long[] mask = new long[table.increases.length];
        for (int token : text) {
            table.advance(token, mask);
        }
        return table.distance;
    }

    private void advance(int token, long[] mask) {
        places.set(token, mask);
        int carry = 1;
        for (int w = 0; w < increases.length; w++) {
            carry = advance(w, mask[w], carry, w == increases.length - 1 ? lastBit : Long.MIN_VALUE);
        }
        distance += carry;
        places.clear(token, mask);
    }

    /** {@return the horizontal difference at the bottom of the block, given that above it: −1, 0 or 1} */
    private int advance(int block, long equal, int above, long bottom) {
        long up = increases[block];
        long down = decreases[block];
        long vertical = equal | down;
        long matches = above < 0 ? equal | 1 : equal;
        long diagonal = (matches & up) + up ^ up | matches;
        long right = down | ~(diagonal | up);
        long left = up & diagonal;
        int below = 0;
        if ((right & bottom) != 0) {
            below = 1;
        } else if ((left & bottom) != 0) {
            below = -1;
        }
        right = right << 1 | (above > 0 ? 1 : 0);
        left = left << 1 | (above < 0 ? 1 : 0);
        increases[block] = left | ~(vertical | right);
        decreases[block] = right & vertical;
        return below;
    }
}
