package dev.llmops.eval.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The expected numbers are those of sacreBLEU 2.6.0. */
class ChrfTest {
    private static final Offset<Double> SAME = within(1e-12);
    private static final String HYPOTHESIS = "The pump was repaired on Monday, and it works again.";
    private static final List<String> REFERENCES = List.of(
            "The pump was repaired on Monday and works again.", "On Monday they repaired the pump; it works again.");

    @Test
    void takesTheBestReference() {
        ChrfScore score = Chrf.usual().sentence(HYPOTHESIS, REFERENCES);

        assertThat(score.score()).isCloseTo(86.2608129660351, SAME);
        assertThat(score).hasToString("chrF2 = 86.26");
        assertThat(score.signature())
                .hasToString("chrf2|nrefs:2|case:mixed|eff:yes|nc:6|nw:0|space:no|compat:sacrebleu-2.6");
    }

    @Test
    void countsWordsToo() {
        ChrfScore score = Chrf.plusPlus().sentence(HYPOTHESIS, REFERENCES);

        assertThat(score.score()).isCloseTo(86.05882918950137, SAME);
        assertThat(score.name()).isEqualTo("chrF2++");
    }

    @Test
    void hasAllSettingsOfTheTool() {
        Chrf smoothed = Chrf.builder().epsSmoothing(true).build();
        Chrf spaced = Chrf.builder().beta(3).whitespace(true).lowercase(true).build();

        assertThat(smoothed.sentence(HYPOTHESIS, REFERENCES).score()).isCloseTo(86.2606483823133, SAME);
        assertThat(spaced.sentence(HYPOTHESIS, REFERENCES).score()).isCloseTo(89.77882099586596, SAME);
        assertThat(spaced.signature().settings()).startsWith("case:lc|eff:yes|nc:6|nw:0|space:yes");
    }

    @Test
    void splitsOneMarkOffAWord() {
        CodePoints line = new CodePoints();
        Tokens words = new Tokens();

        line.add("(hi) -a . b?!");
        ChrfWords.split(line, words);

        // "(hi" ")" "-" "a" "." "b?" "!"
        assertThat(words.length()).isEqualTo(7);
        assertThat(words.distinct()).isEqualTo(7);
    }

    @Test
    void hasZeroForEmptyTexts() {
        assertThat(Chrf.usual().sentence("", List.of("a")).score()).isZero();
        assertThat(Chrf.usual().sentence("a", List.of("")).score()).isZero();
    }
}
