package dev.llmops.eval.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.eval.Score;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EditDistanceTest {
    private static final int LETTERS = 4;

    @Test
    void isWhatAPlainTableGives() {
        Random random = new Random(3);
        for (int round = 0; round < 3000; round++) {
            int most = random.nextInt(4) == 0 ? 300 : 70;
            int[] first = random.ints(random.nextInt(most), 0, LETTERS).toArray();
            int[] second = random.ints(random.nextInt(most), 0, LETTERS).toArray();

            assertThat(Levenshtein.distance(first, second, LETTERS)).isEqualTo(plain(first, second));
        }
    }

    @Test
    void countsCodePointsAndWords() {
        assertThat(EditDistance.characters().distance("kitten", "sitting")).isEqualTo(3);
        assertThat(EditDistance.characters().distance("😀a", "😁a")).isEqualTo(1);
        assertThat(EditDistance.words().distance("the  cat\u00a0sat", "the dog sat down"))
                .isEqualTo(2);
    }

    @Test
    void addsUpToTheRateOfACorpus() {
        double[] sums = new double[2];
        ((Score.Measured) EditDistance.words().score("a b", List.of("a b c d"))).addTo(sums);
        ((Score.Measured) EditDistance.words().score("x", List.of("y"))).addTo(sums);

        assertThat(EditDistance.words().combine(sums)).isEqualTo(3 / 5.0);
        assertThat(EditDistance.words().isMean()).isFalse();
    }

    @Test
    void takesTheReferenceWithTheLowestRate() {
        Score score = EditDistance.characters().score("abcd", List.of("ab", "", "abcdef", "xxxx"));

        assertThat(score).isEqualTo(Score.of(2 / 6.0, new double[] {2, 6}));
    }

    @Test
    void isUnmeasuredAgainstAnEmptyReference() {
        assertThat(EditDistance.words().score("a", List.of(" "))).isInstanceOf(Score.Unmeasured.class);
        assertThat(EditDistance.words().score("a", List.of())).isInstanceOf(Score.Unmeasured.class);
    }

    private static int plain(int[] first, int[] second) {
        int[] above = new int[second.length + 1];
        for (int j = 0; j <= second.length; j++) {
            above[j] = j;
        }
        for (int i = 1; i <= first.length; i++) {
            int[] row = new int[second.length + 1];
            row[0] = i;
            for (int j = 1; j <= second.length; j++) {
                int same = above[j - 1] + (first[i - 1] == second[j - 1] ? 0 : 1);
                row[j] = Math.min(same, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[second.length];
    }
}
