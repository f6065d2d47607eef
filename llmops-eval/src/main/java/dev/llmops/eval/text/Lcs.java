package dev.llmops.eval.text;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Longest common subsequences, 64 cells of the table at a time.
 *
 * <p>A row of the table of lengths grows by 0 or 1 from cell to cell; the row is kept as one bit per cell, 0 where it
 * grows, and the next row comes from an addition. Hyyrö, "Bit-parallel LCS-length computation revisited" (2004).
 */
final class Lcs {
    private final int[] columns;
    private final TokenPlaces places;
    private final int words;

    private Lcs(int[] columns, int tokens) {
        this.columns = columns;
        this.places = TokenPlaces.in(columns, tokens);
        this.words = places.words();
    }

    /** {@return a comparison with {@code columns}, whose numbers are less than {@code tokens}} */
    static Lcs with(int[] columns, int tokens) {
        return new Lcs(columns, tokens);
    }

    /** {@return how long the longest common subsequence with {@code rows} is} */
    int length(int[] rows) {
        long[] row = new long[words];
        long[] mask = new long[words];
        Arrays.fill(row, -1L);
        for (int token : rows) {
            advance(row, row, token, mask);
        }
        return lengthBefore(row, columns.length);
    }

    /**
     * Adds to {@code hits} the places in {@code rows} of one longest common subsequence.
     *
     * <p>Of several, the one that is found from the end: a common token is taken where it ends both; else the last
     * column is dropped if only that keeps the length, otherwise the last row. Takes memory for rows times columns bits.
     */
    void markHits(int[] rows, BitSet hits) {
        long[][] table = new long[rows.length + 1][words];
        Arrays.fill(table[0], -1L);
        long[] mask = new long[words];
        for (int i = 0; i < rows.length; i++) {
            advance(table[i], table[i + 1], rows[i], mask);
        }
        int i = rows.length;
        int j = columns.length;
        while (i > 0 && j > 0) {
            if (rows[i - 1] == columns[j - 1]) {
                hits.set(--i);
                j--;
            } else if (lengthBefore(table[i], j - 1) > lengthBefore(table[i - 1], j)) {
                j--;
            } else {
                i--;
            }
        }
    }

    /** Makes the row after {@code token} from the row before; both may be the same array. */
    private void advance(long[] before, long[] after, int token, long[] mask) {
        places.set(token, mask);
        long carry = 0;
        for (int w = 0; w < words; w++) {
            long row = before[w];
            long matches = row & mask[w];
            long sum = row + matches;
            long carried = sum + carry;
            carry = Long.compareUnsigned(sum, row) < 0 || Long.compareUnsigned(carried, sum) < 0 ? 1 : 0;
            after[w] = carried | row & ~mask[w];
        }
        places.clear(token, mask);
    }

    private static int lengthBefore(long[] row, int column) {
        int length = 0;
        int full = column >>> 6;
        for (int w = 0; w < full; w++) {
            length += Long.bitCount(~row[w]);
        }
        int rest = column & 63;
        return rest == 0 ? length : length + Long.bitCount(~row[full] & (1L << rest) - 1);
    }
}
