package dev.llmops.eval.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.api.CallControl;
import dev.llmops.api.InvalidInputException;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RougeTest {
    private static final String REFERENCE = "police killed the gunman";

    @Test
    void countsCommonWordsAndPairs() {
        assertThat(value(Rouge.n(1), "the gunman killed police", REFERENCE)).isEqualTo(1);
        assertThat(value(Rouge.n(2), "the gunman killed police", REFERENCE)).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(value(Rouge.l(), "the gunman killed police", REFERENCE)).isEqualTo(0.5);
        assertThat(value(Rouge.l(), "police kill the gunman", REFERENCE)).isEqualTo(0.75);
    }

    @Test
    void givesPrecisionAndRecall() {
        Rouge rouge = Rouge.n(1);

        assertThat(value(rouge.measure(Rouge.Measure.PRECISION), "police police", REFERENCE))
                .isEqualTo(0.5);
        assertThat(value(rouge.measure(Rouge.Measure.RECALL), "police police", REFERENCE))
                .isEqualTo(0.25);
    }

    @Test
    void comparesStemsWhenAsked() {
        assertThat(value(Rouge.n(1), "connections", "connected")).isZero();
        assertThat(value(Rouge.n(1).stemmed(), "connections", "connected")).isEqualTo(1);
    }

    @Test
    void joinsTheSequencesOfAllLines() {
        assertThat(value(Rouge.lsum(), "w1 w2 w6\nw1 w3 w5", "w1 w2 w3 w4 w5")).isCloseTo(2 * 4 / 11.0, within(1e-12));
        assertThat(value(Rouge.lsum(), "\n\n", "w1")).isZero();
    }

    @Test
    void takesTheBestReference() {
        assertThat(value(Rouge.n(1), "b", "a", "b", "c")).isEqualTo(1);
    }

    @Test
    void isUnmeasuredWithoutReference() {
        assertThat(Rouge.l().score(Sample.of("q", "a"), CallControl.detached())).isInstanceOf(Score.Unmeasured.class);
    }

    @Test
    void keepsWordsOfAllScriptsWhenAsked() {
        assertThat(value(Rouge.n(1), "Привет мир", "Привет, мир!")).isZero();
        assertThat(value(Rouge.n(1).tokenizer(RougeTokenizer.unicode()), "Привет мир", "Привет, мир!"))
                .isEqualTo(1);
        assertThat(RougeTokenizer.unicode().tokenize("日本語のNaïve हिन्दी café_2"))
                .containsExactly("日", "本", "語", "の", "naïve", "हिन्दी", "café", "2");
        assertThat(RougeTokenizer.unicode().tokenize("cafe\u0301")).containsExactly("café");
    }

    @Test
    void bothTokenizersAgreeOnAscii() {
        String text = "The quick-brown fox's 2nd JUMP_over: running, it's 3.5!";

        assertThat(RougeTokenizer.unicode().tokenize(text))
                .isEqualTo(RougeTokenizer.google().tokenize(text));
        assertThat(RougeTokenizer.unicode().stemmed().tokenize(text))
                .isEqualTo(RougeTokenizer.google().stemmed().tokenize(text))
                .contains("run");
    }

    @Test
    void saysInItsSignatureWhatMovesTheNumber() {
        assertThat(Rouge.n(2).stemmed().signature())
                .hasToString("rouge2|measure:f|refs:best|tok:google|stem:porter-nltk|compat:rouge-score-0.1.2");
        assertThat(Rouge.l().tokenizer(RougeTokenizer.unicode()).signature().setting("compat"))
                .isNull();
    }

    @Test
    void refusesNamesThatAreNoRouge() {
        assertThatThrownBy(() -> RougeType.named("rouge0")).isInstanceOf(InvalidInputException.class);
        assertThat(RougeType.named("rougeLsum")).isEqualTo(RougeType.LSUM);
        assertThat(RougeType.named("rouge12")).isEqualTo(RougeType.ngrams(12));
    }

    @Test
    void countsManyDifferentWordsAndLongRuns() {
        String text = String.join(" ", Collections.nCopies(3, words(500)));

        Map<RougeType, PrecisionRecall> scores = RougeScorer.of(
                        RougeTokenizer.google(), RougeType.ngrams(1), RougeType.ngrams(9), RougeType.L)
                .score(text, words(500));

        assertThat(scores.get(RougeType.ngrams(1))).isEqualTo(PrecisionRecall.of(500 / 1500.0, 1));
        assertThat(scores.get(RougeType.ngrams(9))).isEqualTo(PrecisionRecall.of(492 / 1492.0, 1));
        assertThat(scores.get(RougeType.L)).isEqualTo(PrecisionRecall.of(500 / 1500.0, 1));
    }

    private static String words(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("word").append(i).append(' ');
        }
        return text.toString();
    }

    private static double value(Rouge rouge, String text, String... references) {
        return ((Score.Measured) rouge.score(text, List.of(references))).value();
    }
}
