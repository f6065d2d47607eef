package dev.llmops.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.InvalidInputException;
import org.junit.jupiter.api.Test;

class TokenCounterTest {
    private final TokenCounter counter = TokenCounter.estimating();

    @Test
    void countsAlphabeticTextByThreeAndAHalfCharacters() {
        assertThat(tokens("")).isZero();
        assertThat(tokens("a")).isOne();
        assertThat(tokens("abcdefg")).isEqualTo(2);
        assertThat(tokens("x".repeat(700))).isEqualTo(200);
    }

    @Test
    void countsOtherScriptsByTheCharacter() {
        assertThat(tokens("日本語")).isEqualTo(3);
        assertThat(tokens("ab日本")).isEqualTo(3);
        assertThat(tokens("\ud83d\ude00")).isEqualTo(2);
    }

    @Test
    void neverCountsLessForMoreText() {
        String text = "The pump 日本 is 12 \ud83d\ude00 loud.";
        for (int end = 1; end <= text.length(); end++) {
            assertThat(tokens(text.substring(0, end))).isGreaterThanOrEqualTo(tokens(text.substring(0, end - 1)));
        }
    }

    @Test
    void saysThatItGuesses() {
        assertThat(counter.count("Hello").estimated()).isTrue();
    }

    @Test
    @SuppressWarnings("NullAway")
    void refusesWhatIsNoCount() {
        assertThatThrownBy(() -> counter.count(null)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new TokenCounter.Count(-1, false)).isInstanceOf(InvalidInputException.class);
    }

    private int tokens(String text) {
        return counter.count(text).tokens();
    }
}
