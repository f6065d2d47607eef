package dev.llmops.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetokenizerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "It is n't 5 o'clock , is it ?|It isn't 5 o'clock, is it?",
                "He said \" the pump \" ( the old one ) .|He said \"the pump\" (the old one).",
                "the word ' due ' and the pumps ' age|the word 'due' and the pumps' age",
                "a well - known A / B test of C++|a well-known A/B test of C++",
                "$ 5 . 50 or 10 % at 10 : 30 for 1 , 280 pieces|$5.50 or 10% at 10:30 for 1,280 pieces",
                "Don ' t ; we can not|Don't; we cannot",
                "un ##believ ##able !|unbelievable!",
                "see https://a.example/x and a@b.example .|see https://a.example/x and a@b.example."
            })
    void joinsWordsAndMarks(String tokens, String expected) {
        assertThat(Detokenizer.standard().join(List.of(tokens.split(" ", -1)))).isEqualTo(expected);
    }

    @Test
    void joinsSubwordsExactly() {
        assertThat(Detokenizer.standard().join(List.of("▁The", "▁pu", "mps", "▁", "are", ".")))
                .isEqualTo("The pumps are.");
        assertThat(Detokenizer.standard().join(List.of("The", "Ġpump", "Ċ", "is")))
                .isEqualTo("The pump\nis");
    }

    @Test
    void joinsNothingToNothing() {
        assertThat(Detokenizer.standard().join(List.of())).isEmpty();
    }
}
