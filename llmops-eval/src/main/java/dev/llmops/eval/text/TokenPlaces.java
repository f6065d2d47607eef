package dev.llmops.eval.text;

import java.util.Arrays;

/** Where each token stands in a text, as bits of words of 64: what bit-parallel comparisons start from. */
final class TokenPlaces {
    private final int length;
    // Those of token t are places[first[t]] to places[first[t + 1] - 1].
    private final int[] first;
    private final int[] places;

    private TokenPlaces(int length, int[] first, int[] places) {
        this.length = length;
        this.first = first;
        this.places = places;
    }

    /** {@return the places in {@code text}, whose numbers are less than {@code tokens}} */
    static TokenPlaces in(int[] text, int tokens) {
        int[] first = new int[tokens + 1];
        for (int token : text) {
            first[token + 1]++;
        }
        for (int t = 0; t < tokens; t++) {
            first[t + 1] += first[t];
        }
        int[] next = Arrays.copyOf(first, tokens);
        int[] places = new int[text.length];
        for (int i = 0; i < text.length; i++) {
            places[next[text[i]]++] = i;
        }
        return new TokenPlaces(text.length, first, places);
    }

    /** {@return how many words of 64 bits the text needs; at least 1} */
    int words() {
        return Math.max(1, length + 63 >>> 6);
    }

    /** {@return how long the text is} */
    int length() {
        return length;
    }

    /** Sets the bits of {@code token}. */
    void set(int token, long[] mask) {
        for (int p = first[token]; p < first[token + 1]; p++) {
            mask[places[p] >>> 6] |= 1L << places[p];
        }
    }

    /** Clears all bits again that {@link #set} has set. */
    void clear(int token, long[] mask) {
        for (int p = first[token]; p < first[token + 1]; p++) {
            mask[places[p] >>> 6] = 0;
        }
    }
}
