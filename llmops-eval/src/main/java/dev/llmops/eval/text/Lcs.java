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
    /** How many words of 64 cells a table may have that is kept whole: 8 MB. */
    private static final int WHOLE_TABLE = 1 << 20;

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
     * column is dropped if only that keeps the length, otherwise the last row.
     *
     * <p>The way back needs the whole table. Of a large one only some rows are kept, and those between two of them are
     * computed a second time when the way comes there: twice the time, and memory for the square root of the rows. The
     * way is the same, which it would not be with Hirschberg's method, that finds another one of several.
     */
    void markHits(int[] rows, BitSet hits) {
        markHits(rows, hits, WHOLE_TABLE);
    }

    /** The same, with a table that is kept whole if it has at most {@code wholeTable} words. */
    void markHits(int[] rows, BitSet hits, int wholeTable) {
        int step = (long) rows.length * words <= wholeTable ? rows.length : (int) Math.ceil(Math.sqrt(rows.length));
        int blocks = rows.length == 0 ? 0 : (rows.length - 1) / step + 1;
        long[][] kept = new long[blocks][words];
        long[] mask = new long[words];
        long[] row = new long[words];
        Arrays.fill(row, -1L);
        for (int i = 0; i < rows.length; i++) {
            if (i % step == 0) {
                kept[i / step] = row.clone();
            }
            if (i < (blocks - 1) * step) {
                advance(row, row, rows[i], mask);
            }
        }
        long[][] table = new long[step + 1][words];
        int column = columns.length;
        for (int block = blocks - 1; block >= 0 && column > 0; block--) {
            int first = block * step;
            int last = Math.min(rows.length, first + step);
            System.arraycopy(kept[block], 0, table[0], 0, words);
            for (int i = first; i < last; i++) {
                advance(table[i - first], table[i - first + 1], rows[i], mask);
            }
            column = goBack(rows, first, last, column, table, hits);
        }
    }

    /** Goes back from row {@code last} to row {@code first}, which is the first one of {@code table}; {@return the column there} */
    private int goBack(int[] rows, int first, int last, int column, long[][] table, BitSet hits) {
        int i = last;
        int j = column;
        while (i > first && j > 0) {
            if (rows[i - 1] == columns[j - 1]) {
                hits.set(--i);
                j--;
            } else if (lengthBefore(table[i - first], j - 1) > lengthBefore(table[i - first - 1], j)) {
                j--;
            } else {
                i--;
            }
        }
        return j;
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
