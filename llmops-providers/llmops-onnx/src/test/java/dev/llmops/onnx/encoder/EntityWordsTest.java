package dev.llmops.onnx.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.onnx.EntityAggregation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Entities from labels of tokens; tokens are two units long and words are told apart by number. */
class EntityWordsTest {
    private static final Labels LABELS = new Labels(List.of("O", "B-PER", "I-PER", "B-LOC", "I-LOC"));

    @Test
    void joinsWhatFollowsWithTheSameType() {
        assertThat(find(LABELS, EntityAggregation.SIMPLE, "0 B-PER", "1 I-PER", "2 O", "3 B-LOC"))
                .containsExactly("PER 0-4", "LOC 6-8");
    }

    @Test
    void beginsAnewWhereALabelSaysSo() {
        assertThat(find(LABELS, EntityAggregation.SIMPLE, "0 B-PER", "1 B-PER", "2 I-PER", "3 I-LOC"))
                .containsExactly("PER 0-2", "PER 2-6", "LOC 6-8");
    }

    @Test
    void takesContinuationsWithoutABeginning() {
        assertThat(find(LABELS, EntityAggregation.SIMPLE, "0 I-PER", "1 I-PER")).containsExactly("PER 0-4");
    }

    @Test
    void endsAndSinglesStandAlone() {
        Labels scheme = new Labels(List.of("O", "B-PER", "I-PER", "E-PER", "S-PER", "L-PER", "U-PER"));

        assertThat(find(scheme, EntityAggregation.SIMPLE, "0 B-PER", "1 I-PER", "2 E-PER", "3 S-PER", "4 I-PER"))
                .containsExactly("PER 0-6", "PER 6-8", "PER 8-10");
        assertThat(find(scheme, EntityAggregation.SIMPLE, "0 U-PER", "1 U-PER", "2 B-PER", "3 L-PER", "4 I-PER"))
                .containsExactly("PER 0-2", "PER 2-4", "PER 4-8", "PER 8-10");
    }

    @Test
    void labelsWithoutLettersAreJoined() {
        Labels bare = new Labels(List.of("O", "PER", "E-MAIL"));

        assertThat(find(bare, EntityAggregation.SIMPLE, "0 PER", "1 PER", "2 O", "3 PER"))
                .containsExactly("PER 0-4", "PER 6-8");
    }

    @Test
    void namesEveryPieceWhenAskedTo() {
        assertThat(find(LABELS, EntityAggregation.NONE, "0 B-PER", "0 I-PER", "1 O"))
                .containsExactly("PER 0-2", "PER 2-4");
    }

    @Test
    void piecesOfAWordMayDisagree() {
        assertThat(find(LABELS, EntityAggregation.SIMPLE, "0 B-LOC", "0 B-PER")).containsExactly("LOC 0-2", "PER 2-4");
        assertThat(find(LABELS, EntityAggregation.FIRST, "0 B-LOC", "0 B-PER")).containsExactly("LOC 0-4");
    }

    @Test
    void aWordIsWhatItsPiecesAreOnAverage() {
        double[][] scores = {{0.0, 0.6, 0, 0.4, 0}, {0.2, 0, 0, 0.8, 0}, {0.4, 0.3, 0, 0.3, 0}};

        List<EntityWords.Found> found = new EntityWords(LABELS, EntityAggregation.AVERAGE).find(text(0, 0, 0), scores);

        assertThat(described(found)).containsExactly("LOC 0-6");
        assertThat(found.get(0).score()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void aWordIsWhatItsMostCertainPieceIs() {
        double[][] scores = {{0.3, 0.7, 0, 0, 0}, {0.1, 0, 0, 0.9, 0}, {0.8, 0.2, 0, 0, 0}};

        List<EntityWords.Found> found = new EntityWords(LABELS, EntityAggregation.MAX).find(text(0, 0, 0), scores);

        assertThat(described(found)).containsExactly("LOC 0-6");
        assertThat(found.get(0).score()).isEqualTo(0.9);
    }

    @Test
    void theScoreOfAnEntityIsTheMeanOfItsWords() {
        double[][] scores = {{0, 0.5, 0.5, 0, 0}, {0, 0, 1, 0, 0}};

        assertThat(new EntityWords(LABELS, EntityAggregation.FIRST).find(text(0, 1), scores))
                .singleElement()
                .satisfies(found -> assertThat(found.score()).isEqualTo(0.75));
    }

    private static List<String> find(Labels labels, EntityAggregation aggregation, String... tokens) {
        int[] words = new int[tokens.length];
        double[][] scores = new double[tokens.length][labels.names().size()];
        for (int i = 0; i < tokens.length; i++) {
            String[] parts = tokens[i].split(" ", -1);
            words[i] = Integer.parseInt(parts[0]);
            scores[i][labels.names().indexOf(parts[1])] = 1;
        }
        return described(new EntityWords(labels, aggregation).find(text(words), scores));
    }

    private static List<String> described(List<EntityWords.Found> found) {
        List<String> described = new ArrayList<>();
        found.forEach(
                each -> described.add(String.format(Locale.ROOT, "%s %d-%d", each.type(), each.start(), each.end())));
        return described;
    }

    /** {@return a text of such words, with a special token on each side} */
    private static TokenizedText text(int... words) {
        int count = words.length + 2;
        int[] all = new int[count];
        int[] starts = new int[count];
        int[] ends = new int[count];
        String[] tokens = new String[count];
        Arrays.fill(tokens, "x");
        all[0] = -1;
        all[count - 1] = -1;
        for (int i = 0; i < words.length; i++) {
            all[i + 1] = words[i];
            starts[i + 1] = 2 * i;
            ends[i + 1] = 2 * i + 2;
        }
        return new TokenizedText(new long[count], new long[count], tokens, all, starts, ends);
    }
}
