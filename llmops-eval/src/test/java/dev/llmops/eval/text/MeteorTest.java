package dev.llmops.eval.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.api.InvalidInputException;
import dev.llmops.eval.Score;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MeteorTest {
    private static Meteor meteor;

    @BeforeAll
    static void load() {
        meteor = Meteor.with(WordNet.load());
    }

    @Test
    void equalTextsLoseOnlyTheShareOfTheOneChunk() {
        // 4 words in 1 chunk: 1 - 0.5 * (1/4)^3
        assertThat(value(meteor, "the cat sat down", "The Cat sat down")).isCloseTo(1 - 0.5 / 64, within(1e-12));
    }

    @Test
    void countsChunks() {
        // Both words match, in 2 chunks: penalty 0.5 * (2/2)^3
        assertThat(value(meteor, "world hello", "hello world")).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void matchesStemsAndSynonyms() {
        Meteor plain = Meteor.withoutSynonyms();

        assertThat(value(plain, "he walks", "he walked")).isGreaterThan(0.9);
        assertThat(value(plain, "he buys", "he purchase")).isLessThan(0.5);
        assertThat(value(meteor, "he buys", "he purchase")).isLessThan(0.5);
        assertThat(value(meteor, "he buy", "he buys")).isGreaterThan(0.9);
        assertThat(value(meteor, "fast car", "fast auto")).isGreaterThan(0.9);
    }

    @Test
    void takesTheRightmostWordThatIsLeft() {
        // The second "a" of the reference goes to the last "a" of the answer, so both are apart from "b".
        assertThat(value(meteor, "a b", "a b a")).isEqualTo(aligned(2, 3, 2, 2));
    }

    @Test
    void hasNoScoreWithoutCommonWords() {
        assertThat(value(meteor, "", "a")).isZero();
        assertThat(value(meteor, "a", "")).isZero();
        assertThat(value(meteor, "", "")).isZero();
        assertThat(value(meteor, "x", "y")).isZero();
    }

    @Test
    void takesTheBestReference() {
        assertThat(meteor.scoreTokens(List.of("a", "b"), List.of(List.of("z"), List.of("a", "b"))))
                .isEqualTo(aligned(2, 2, 2, 1));
    }

    @Test
    void takesPunctuationApartUnlessToldOtherwise() {
        Meteor plain = Meteor.withoutSynonyms();

        assertThat(value(plain, "a dog", "a dog.")).isEqualTo(aligned(2, 3, 2, 1));
        assertThat(value(plain.tokenizer(WordTokenizer.SPLIT), "a dog", "a dog."))
                .isEqualTo(aligned(1, 2, 2, 1));
        assertThat(plain.signature().setting("tok")).isEqualTo("nltk-word");
    }

    @Test
    void hasParametersAndTokenizersInItsSignature() {
        Meteor other = Meteor.withoutSynonyms()
                .parameters(0.5, 1, 0.3)
                .tokenizer("lines", text -> List.of(text.split("\n", -1)));

        assertThat(other.signature())
                .hasToString(
                        "meteor|refs:best|tok:lines|stem:porter-nltk|synonyms:no|alpha:0.5|beta:1.0|gamma:0.3|compat:nltk-3");
        assertThat(value(other, "a b\nc", "c\na b")).isCloseTo(0.7, within(1e-12));
        assertThatThrownBy(() -> other.parameters(1.5, 1, 1)).isInstanceOf(InvalidInputException.class);
    }

    private static double aligned(double matches, double referenceWords, double answerWords, double chunks) {
        double precision = matches / answerWords;
        double recall = matches / referenceWords;
        double mean = precision * recall / (0.9 * precision + (1 - 0.9) * recall);
        return (1 - 0.5 * Math.pow(chunks / matches, 3)) * mean;
    }

    private static double value(Meteor metric, String text, String reference) {
        return ((Score.Measured) metric.score(text, List.of(reference))).value();
    }
}
