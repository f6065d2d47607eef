package dev.llmops.eval.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BeamDistanceTest {
    @Test
    void isThePlainDistanceOfTextsWithinTheBeam() {
        SplittableRandom random = new SplittableRandom(3);
        BeamDistance table = new BeamDistance();
        for (int round = 0; round < 300; round++) {
            int[] hypothesis = random.ints(random.nextInt(24), 0, 6).toArray();
            int[] reference = random.ints(random.nextInt(24), 0, 6).toArray();

            table.begin(hypothesis, reference);

            assertThat(table.distance()).isEqualTo(plain(hypothesis, reference));
        }
    }

    @Test
    void givesTheDistanceAfterAMoveWithoutForgettingTheTable() {
        BeamDistance table = new BeamDistance();
        int[] reference = {1, 2, 3, 4, 5, 6};
        int[] hypothesis = {1, 4, 5, 2, 3, 6};
        int[] moved = {1, 2, 3, 4, 5, 6};

        table.begin(hypothesis, reference);

        assertThat(table.distance(moved, 1, 4)).isZero();
        assertThat(table.distance()).isEqualTo(4);
        assertThat(table.distance(new int[] {1, 5, 4, 2, 3, 6}, 1, 1)).isEqualTo(BeamDistance.FAR);
    }

    @Test
    void alignsWordsAndTellsWhichAreWrong() {
        BeamDistance table = new BeamDistance();
        int[] aligned = new int[3];
        boolean[] hypothesisWrong = new boolean[3];
        boolean[] referenceWrong = new boolean[3];

        // 9 is too much, 3 is missing.
        table.begin(new int[] {9, 1, 2}, new int[] {1, 2, 3});
        table.align(aligned, hypothesisWrong, referenceWrong);

        assertThat(aligned).containsExactly(1, 2, 2);
        assertThat(hypothesisWrong).containsExactly(true, false, false);
        assertThat(referenceWrong).containsExactly(false, false, true);
    }

    private static int plain(int[] from, int[] to) {
        int[][] cells = new int[from.length + 1][to.length + 1];
        for (int i = 0; i <= from.length; i++) {
            for (int j = 0; j <= to.length; j++) {
                if (i == 0 || j == 0) {
                    cells[i][j] = i + j;
                } else {
                    int kept = cells[i - 1][j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                    cells[i][j] = Math.min(kept, 1 + Math.min(cells[i - 1][j], cells[i][j - 1]));
                }
            }
        }
        return cells[from.length][to.length];
    }
}
