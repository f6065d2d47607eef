package dev.llmops.eval.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LcsTest {
    private static final int TOKENS = 7;

    @Test
    void isAsLongAsInAPlainTable() {
        Random random = new Random(1);
        for (int round = 0; round < 2000; round++) {
            int[] rows = text(random);
            int[] columns = text(random);

            assertThat(Lcs.with(columns, TOKENS).length(rows))
                    .isEqualTo(table(rows, columns)[rows.length][columns.length]);
        }
    }

    @Test
    void marksTheSameHitsAsAPlainTable() {
        Random random = new Random(2);
        for (int round = 0; round < 1000; round++) {
            int[] rows = text(random);
            int[] columns = text(random);
            BitSet hits = new BitSet();

            Lcs.with(columns, TOKENS).markHits(rows, hits);

            assertThat(hits).isEqualTo(plainHits(rows, columns));
        }
    }

    @Test
    void marksTheSameHitsWhereTheTableIsNotKeptWhole() {
        Random random = new Random(3);
        for (int round = 0; round < 1000; round++) {
            int[] rows = text(random);
            int[] columns = text(random);
            BitSet hits = new BitSet();

            Lcs.with(columns, TOKENS).markHits(rows, hits, 0);

            assertThat(hits).isEqualTo(plainHits(rows, columns));
        }
    }

    @Test
    void needsNoTableOfTwoLongLines() {
        // 100,000 rows of 100,000 bits would be more than a gigabyte.
        int[] line = new Random(4).ints(100_000, 0, 5_000).toArray();
        BitSet hits = new BitSet();

        Lcs.with(line, 5_000).markHits(line, hits);

        assertThat(hits.cardinality()).isEqualTo(line.length);
    }

    @Test
    void findsNothingInEmptyTexts() {
        assertThat(Lcs.with(new int[0], 2).length(new int[] {1, 0})).isZero();
        assertThat(Lcs.with(new int[] {1, 0}, 2).length(new int[0])).isZero();
    }

    private static int[] text(Random random) {
        int most = random.nextInt(3) == 0 ? 200 : 12;
        return random.ints(random.nextInt(most), 0, TOKENS).toArray();
    }

    private static int[][] table(int[] rows, int[] columns) {
        int[][] lengths = new int[rows.length + 1][columns.length + 1];
        for (int i = 1; i <= rows.length; i++) {
            for (int j = 1; j <= columns.length; j++) {
                lengths[i][j] = rows[i - 1] == columns[j - 1]
                        ? lengths[i - 1][j - 1] + 1
                        : Math.max(lengths[i - 1][j], lengths[i][j - 1]);
            }
        }
        return lengths;
    }

    private static BitSet plainHits(int[] rows, int[] columns) {
        int[][] lengths = table(rows, columns);
        BitSet hits = new BitSet();
        int i = rows.length;
        int j = columns.length;
        while (i > 0 && j > 0) {
            if (rows[i - 1] == columns[j - 1]) {
                hits.set(--i);
                j--;
            } else if (lengths[i][j - 1] > lengths[i - 1][j]) {
                j--;
            } else {
                i--;
            }
        }
        return hits;
    }
}
