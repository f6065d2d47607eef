package dev.llmops.eval.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.eval.Score;
import dev.llmops.eval.python.PythonText;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The expected numbers are those of NLTK 3.10. */
class NltkBleuTest {
    private static final Offset<Double> SAME = within(1e-12);
    private static final List<String> HYPOTHESIS =
            PythonText.split("The pump was repaired on Monday, and it works again.");
    private static final List<List<String>> REFERENCES = List.of(
            PythonText.split("The pump was repaired on Monday and works again."),
            PythonText.split("On Monday they repaired the pump; it works again."));
    private static final List<String> SHORT = List.of("a", "b", "c", "d");
    private static final List<List<String>> SHORT_REFERENCES = List.of(List.of("a", "b", "x", "d"));

    @Test
    void hasEveryMethodOfSmoothing() {
        double[] expected = {
            0.5410822690539396,
            0.5410822690539396,
            0.601900671751358,
            0.5410822690539396,
            0.5410822690539396,
            0.6230893994912253,
            0.5565924142739035,
            0.6230893994912253
        };

        for (NltkSmoothing smoothing : NltkSmoothing.values()) {
            assertThat(with(smoothing).sentence(HYPOTHESIS, REFERENCES).orElseThrow())
                    .as(smoothing.name())
                    .isCloseTo(expected[smoothing.number()], SAME);
        }
    }

    @Test
    void smoothsOrdersWithoutMatch() {
        double[] expected = {
            1.0547686614863434e-154,
            0.1880301546543197,
            0.5,
            0.3535533905932738,
            0.18616487055295167,
            0.22800990843187885,
            Double.NaN,
            0.2927373134752523
        };

        for (NltkSmoothing smoothing : NltkSmoothing.values()) {
            if (smoothing != NltkSmoothing.METHOD_6) {
                assertThat(with(smoothing).sentence(SHORT, SHORT_REFERENCES).orElseThrow())
                        .as(smoothing.name())
                        .isCloseTo(expected[smoothing.number()], SAME);
            }
        }
    }

    @Test
    void isUndefinedWhereTheMethodFails() {
        NltkBleu bleu = with(NltkSmoothing.METHOD_6);

        assertThat(bleu.sentence(SHORT, SHORT_REFERENCES)).isEmpty();
        assertThat(bleu.score("a b c d", List.of("a b x d"))).isInstanceOf(Score.Unmeasured.class);
    }

    @Test
    void weighsOrdersThatAShortTextHas() {
        NltkBleu bleu = NltkBleu.builder().autoReweigh(true).build();

        assertThat(bleu.sentence(List.of("a", "b"), List.of(List.of("a", "b")))).hasValue(1);
        assertThat(NltkBleu.builder()
                        .build()
                        .sentence(List.of("a", "b"), List.of(List.of("a", "b")))
                        .orElseThrow())
                .isLessThan(1e-100)
                .isPositive();
    }

    @Test
    void addsUpACorpus() {
        List<List<String>> hypotheses = List.of(HYPOTHESIS, SHORT);
        List<List<List<String>>> references = List.of(REFERENCES, SHORT_REFERENCES);

        assertThat(with(NltkSmoothing.METHOD_0).corpus(hypotheses, references).orElseThrow())
                .isCloseTo(0.4728708045015799, SAME);
        assertThat(with(NltkSmoothing.METHOD_5).corpus(hypotheses, references).orElseThrow())
                .isCloseTo(0.5310858359412117, SAME);
    }

    @Test
    void poolsOrdersForGleu() {
        assertThat(Gleu.of(WordTokenizer.SPLIT).sentence(HYPOTHESIS, REFERENCES))
                .isCloseTo(0.5294117647058824, SAME);
        assertThat(Gleu.of(WordTokenizer.SPLIT).sentence(List.of(), List.of(List.of())))
                .isZero();
    }

    private static NltkBleu with(NltkSmoothing smoothing) {
        return NltkBleu.builder().smoothing(smoothing).build();
    }
}
