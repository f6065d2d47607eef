package dev.llmops.eval.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.eval.Direction;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The expected numbers are those of sacreBLEU 2.6.0. */
class TerTest {
    private static final Offset<Double> SAME = within(1e-12);
    private static final String HYPOTHESIS = "The pump was repaired on Monday, and it works again.";
    private static final List<String> REFERENCES = List.of(
            "The pump was repaired on Monday and works again.", "On Monday they repaired the pump; it works again.");

    @Test
    void takesTheFewestEditsAndTheMeanLength() {
        TerScore score = Ter.builder().normalized(true).build().sentence(HYPOTHESIS, REFERENCES);

        assertThat(score.edits()).isEqualTo(2);
        assertThat(score.referenceLength()).isEqualTo(10.5);
        assertThat(score.score()).isCloseTo(19.047619047619047, SAME);
        assertThat(score).hasToString("TER = 19.05");
    }

    @Test
    void ignoresPunctuationIfToldSo() {
        Ter ter = Ter.builder().noPunctuation(true).build();

        assertThat(ter.sentence(HYPOTHESIS, REFERENCES).score()).isCloseTo(11.11111111111111, SAME);
        assertThat(ter.signature())
                .hasToString("ter|case:lc|tok:tercom|norm:no|punct:no|asian:no|compat:sacrebleu-2.6");
        assertThat(ter.direction()).isEqualTo(Direction.LOWER_IS_BETTER);
    }

    @Test
    void countsAMoveOfSeveralWordsAsOneEdit() {
        TerScore score = Ter.usual().sentence("e f a b c d", List.of("a b c d e f"));

        assertThat(score.edits()).isEqualTo(1);
        assertThat(score).hasToString("TER = 16.67");
    }

    @Test
    void countsEveryWordAgainstAnEmptyReference() {
        assertThat(Ter.usual().sentence("a b", List.of("")).score()).isEqualTo(100);
        assertThat(Ter.usual().sentence("", List.of("")).score()).isZero();
        assertThat(Ter.usual().sentence("", List.of("a b")).score()).isEqualTo(100);
    }

    @Test
    void comparesTextsOfVeryDifferentLengths() {
        String longText =
                String.join(" ", IntStream.range(0, 300).mapToObj(i -> "w" + i).toList());

        // Words far from the diagonal are not compared.
        assertThat(Ter.usual().sentence("w7", List.of(longText)).edits()).isEqualTo(300);
        assertThat(Ter.usual().sentence(longText, List.of("w7")).edits()).isEqualTo(299);
    }

    @Test
    void splitsChineseAndJapaneseIfToldSo() {
        Ter ter = Ter.builder().normalized(true).asianSupport(true).build();

        assertThat(ter.tokenize("我买a，b。")).isEqualTo("我 买 a ， b 。");
    }
}
