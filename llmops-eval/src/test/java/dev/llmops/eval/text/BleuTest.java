package dev.llmops.eval.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.api.InvalidInputException;
import dev.llmops.eval.Score;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The expected numbers are those of sacreBLEU 2.6.0. */
class BleuTest {
    private static final Offset<Double> SAME = within(1e-12);
    private static final String HYPOTHESIS = "The pump was repaired on Monday, and it works again.";
    private static final String FIRST = "The pump was repaired on Monday and works again.";
    private static final String SECOND = "On Monday they repaired the pump; it works again.";

    @Test
    void scoresACorpus() {
        BleuScore score = Bleu.usual().corpus(List.of(HYPOTHESIS), References.of(List.of(FIRST)));

        assertThat(score.score()).isCloseTo(54.52469119630866, SAME);
        assertThat(score)
                .hasToString("BLEU = 54.52 83.3/63.6/50.0/33.3 (BP = 1.000 ratio = 1.200 hyp_len = 12 ref_len = 10)");
        assertThat(score.signature())
                .hasToString("bleu|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|compat:sacrebleu-2.6");
    }

    @Test
    void takesTheClosestLengthAndTheMostMatchesOfSeveralReferences() {
        BleuScore score = Bleu.usual().sentence(HYPOTHESIS, List.of(FIRST, SECOND));

        assertThat(score.score()).isCloseTo(64.93358309501976, SAME);
        assertThat(score.referenceLength()).isEqualTo(11);
        assertThat(score.signature().setting("nrefs")).isEqualTo("2");
        assertThat(score.signature().setting("eff")).isEqualTo("yes");
    }

    @Test
    void scoresAPerfectTextALittleAboveHundredAsTheToolDoes() {
        assertThat(Bleu.usual().sentence(FIRST, List.of(FIRST)).score()).isEqualTo(100.00000000000004);
    }

    @Test
    void addsToCountsWhenSmoothingByK() {
        Bleu bleu = Bleu.builder()
                .smoothing(Smoothing.addK(1))
                .effectiveOrder(false)
                .build();

        BleuScore score = bleu.sentence("a b", List.of("a c"));

        assertThat(score)
                .hasToString("BLEU = 70.71 50.0/50.0/100.0/100.0 (BP = 1.000 ratio = 1.000 hyp_len = 2 ref_len = 2)");
        assertThat(score.counts()).containsExactly(1, 1, 1, 1);
        assertThat(score.signature().setting("smooth")).isEqualTo("add-k[1.00]");
    }

    @Test
    void tellsTheOrderInItsSignatureIfItIsNotFour() {
        Bleu bleu = Bleu.builder().smoothing(Smoothing.floor(0.01)).maxOrder(2).build();

        assertThat(bleu.sentence("a b", List.of("a c")).score()).isCloseTo(7.0710678118654755, SAME);
        assertThat(bleu.signature())
                .hasToString("bleu|case:mixed|eff:no|tok:13a|smooth:floor[0.01]|compat:sacrebleu-2.6|order:2");
    }

    @Test
    void hasZeroForNothingInCommon() {
        BleuScore score = Bleu.usual().sentence("a", List.of("b"));

        assertThat(score.score()).isZero();
        assertThat(score.precisions()).containsOnly(0);
        assertThat(Bleu.usual().sentence("", List.of("b")).score()).isZero();
        assertThat(Bleu.usual().sentence("", List.of("")).score()).isZero();
    }

    @Test
    void countsReferencesThatDifferInNumber() {
        References references = References.ofStreams(List.of(List.of(FIRST, SECOND), Arrays.asList(null, FIRST)));

        BleuScore score = Bleu.usual().corpus(List.of(HYPOTHESIS, HYPOTHESIS), references);

        assertThat(score.signature().setting("nrefs")).isEqualTo("var");
        assertThat(references.of(0)).containsExactly(FIRST);
    }

    @Test
    void givesTheCorpusScoreFromSumsOfStatistics() {
        Bleu bleu = Bleu.usual();
        double[] sums = new double[10];
        for (String reference : List.of(FIRST, SECOND)) {
            Score score = bleu.score(HYPOTHESIS, List.of(reference));
            ((Score.Measured) score).addTo(sums);
        }

        double together = bleu.corpus(List.of(HYPOTHESIS, HYPOTHESIS), References.of(List.of(FIRST, SECOND)))
                .score();

        assertThat(bleu.combine(sums)).isEqualTo(together);
        assertThat(bleu.isMean()).isFalse();
    }

    @Test
    void hasTheIntervalOfNumpysDraws() {
        List<String> hypotheses = List.of("a b c d e", "the cat sat on a mat", "x y z", "one two three four five");
        List<String> references =
                List.of("a b c d f", "the cat sat on the mat", "x y w", "one two three four five six");

        BleuScore score = Bleu.usual().corpus(hypotheses, References.of(references), new Bootstrap(200, 12345));

        assertThat(score.format(2)).startsWith("BLEU = 65.31 (μ = 64.13 ± 14.89) 84.2/73.3/63.6/57.1");
        assertThat(score.interval().orElseThrow().mean()).isCloseTo(64.12762870796067, within(1e-9));
        assertThat(score.signature().settings()).startsWith("nrefs:1|bs:200|seed:12345|case:mixed|");
    }

    @Test
    void isTheSameForLongTexts() {
        // Longer than every buffer is at first.
        String text =
                String.join(" ", IntStream.range(0, 5000).mapToObj(i -> "w" + i).toList());

        BleuScore score = Bleu.usual().sentence(text, List.of(text, "w1", text + " more"));

        assertThat(score.counts()).containsExactly(5000, 4999, 4998, 4997);
        assertThat(score.score()).isCloseTo(100, within(1e-9));
    }

    @Test
    void doesNotMeasureWithoutReference() {
        assertThat(Bleu.usual().score("text", List.of())).isInstanceOf(Score.Unmeasured.class);
    }

    @Test
    void refusesWhatDoesNotFitTogether() {
        assertThatThrownBy(() -> Bleu.usual().corpus(List.of("a", "b"), References.of(List.of("a"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("were 2 and 1");
        assertThatThrownBy(() -> References.ofSegments(List.of(List.of("a"), Collections.singletonList(null))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("segment 1");
        assertThatThrownBy(() -> References.ofStreams(List.of(List.of("a"), List.of("a", "b"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("had 2");
    }
}
