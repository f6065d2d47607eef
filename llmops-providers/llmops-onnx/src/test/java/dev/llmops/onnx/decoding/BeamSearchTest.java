package dev.llmops.onnx.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BeamSearchTest {
    private static final int END = 0;

    @Test
    void findsAnAnswerThatAGreedyChoiceMisses() {
        // Token 1 looks best, but only token 2 goes on well.
        BeamSearch search = BeamSearch.of(new BeamSettings(2, 1, EarlyStopping.WHEN_UNLIKELY, 10), END);

        List<Beam> live = search.step(List.of(logs(0.001, 0.5, 0.4, 0.099)));
        assertThat(live).extracting(Beam::lastToken).containsExactly(1, 2);
        search.step(List.of(logs(0.1, 0.3, 0.3, 0.3), logs(0.97, 0.01, 0.01, 0.01)));

        assertThat(search.answers().get(0).tokens()).containsExactly(2, END);
        assertThat(search.answers().get(0).score()).isCloseTo(Math.log(0.4 * 0.97) / 2, within(1e-6));
    }

    @Test
    void tellsWhichBeamEachGoesOnFrom() {
        BeamSearch search = BeamSearch.of(new BeamSettings(2, 1, EarlyStopping.WHEN_UNLIKELY, 10), END);
        search.step(List.of(logs(0.1, 0.5, 0.4)));

        List<Beam> live = search.step(List.of(logs(0.9, 0.05, 0.05), logs(0.1, 0.45, 0.45)));

        assertThat(live).extracting(Beam::parent).containsExactly(1, 1);
        assertThat(live).extracting(Beam::lastToken).containsExactly(1, 2);
        assertThat(live.get(0).tokens()).containsExactly(2, 1);
    }

    @Test
    void findsTheLikeliestAnswerOfAllIfBeamsAreMany() {
        Random random = new Random(12);
        for (int round = 0; round < 100; round++) {
            long world = random.nextLong();
            BeamSearch search = BeamSearch.of(new BeamSettings(60, 1, EarlyStopping.WHEN_IMPOSSIBLE, 3), END);
            while (!search.isDone()) {
                List<float[]> rows = new ArrayList<>();
                search.live().forEach(beam -> rows.add(row(world, beam.tokens())));
                search.step(rows);
            }

            double best = bestScore(world, new int[0], 0);
            assertThat(search.answers().get(0).score()).isCloseTo(best, within(1e-6));
            assertThat(search.answers())
                    .isSortedAccordingTo(Comparator.comparingDouble(Beam::score).reversed());
        }
    }

    /** The best score of all sequences of at most three tokens that end, or have three tokens. */
    private static double bestScore(long world, int[] tokens, double logprob) {
        if (tokens.length == 3 || tokens.length > 0 && tokens[tokens.length - 1] == END) {
            return logprob / tokens.length;
        }
        double best = Double.NEGATIVE_INFINITY;
        float[] row = row(world, tokens);
        for (int token = 0; token < row.length; token++) {
            int[] longer = Arrays.copyOf(tokens, tokens.length + 1);
            longer[tokens.length] = token;
            best = Math.max(best, bestScore(world, longer, logprob + row[token]));
        }
        return best;
    }

    private static float[] row(long world, int[] tokens) {
        Random random = new Random(world * 31 + Arrays.hashCode(tokens));
        double[] weights = random.doubles(4, 0.01, 1).toArray();
        double sum = Arrays.stream(weights).sum();
        return logs(Arrays.stream(weights).map(weight -> weight / sum).toArray());
    }

    @Test
    void stopsAtOnceOrWhenNothingBetterCanCome() {
        for (EarlyStopping stopping : EarlyStopping.values()) {
            BeamSearch search = BeamSearch.of(new BeamSettings(1, 2, stopping, 100), END);

            // An answer of log(0.6) / 1 now; the other beam's log(0.4) could still become better when it is long.
            search.step(List.of(logs(0.6, 0.4)));

            assertThat(search.isDone()).isEqualTo(stopping != EarlyStopping.WHEN_IMPOSSIBLE);
        }
    }

    @Test
    void countsLiveBeamsAsAnswersWhenTheLengthIsUsedUp() {
        BeamSearch search = BeamSearch.of(new BeamSettings(2, 0, EarlyStopping.WHEN_UNLIKELY, 1), END);

        search.step(List.of(logs(0.05, 0.6, 0.35)));

        assertThat(search.isDone()).isTrue();
        assertThat(search.answers()).extracting(Beam::lastToken).containsExactly(1, 2);
    }

    @Test
    void ignoresEndsThatAreNotAmongTheBest() {
        BeamSearch search = BeamSearch.of(new BeamSettings(2, 1, EarlyStopping.WHEN_UNLIKELY, 5), END);

        List<Beam> live = search.step(List.of(logs(0.1, 0.5, 0.4)));

        assertThat(live).hasSize(2);
        assertThat(search.answers()).extracting(Beam::lastToken).doesNotContain(END);
    }

    @Test
    void picksTheAnswerWithTheHighestMean() {
        assertThat(BestOf.index(List.of(new double[] {-1, -1}, new double[] {-0.1, -0.2, -0.3}, new double[0])))
                .isEqualTo(1);
    }

    private static float[] logs(double... probabilities) {
        float[] logs = new float[probabilities.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = (float) Math.log(probabilities[i]);
        }
        return logs;
    }
}
