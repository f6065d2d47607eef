package dev.llmops.eval.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.api.model.TokenLogprob;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeFormatsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Fine. [RESULT] 4",
                "[SCORE] 4",
                "Score: 4/5",
                "score of 4",
                "[result]: (4)",
                "Result 4 out of 5 \n"
            })
    void readsScoresAtTheEnd(String answer) {
        assertThat(PrometheusFormat.STRICT.score(answer)).hasValue(4);
        assertThat(PrometheusFormat.TOLERANT.score(answer)).hasValue(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[RESULT] 4.",
                "[RESULT] 4 because",
                "[RESULT] ( 4 )",
                "[RESULT] 4 (out of 5)",
                "**Score**: **4**",
                "The score is 4, I think."
            })
    void aToleranceReaderTakesWhatAPersonTakes(String answer) {
        assertThat(PrometheusFormat.STRICT.score(answer)).isEmpty();
        assertThat(PrometheusFormat.TOLERANT.score(answer)).hasValue(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4",
                "[RESULT] 0",
                "[RESULT] 6",
                "[RESULT] 45",
                "[RESULT] 4.5",
                "[RESULT] four",
                "Score: -4",
                "[RESULT] 99999999999999999999"
            })
    void neitherReaderInventsAScore(String answer) {
        assertThat(PrometheusFormat.STRICT.score(answer)).isEmpty();
        assertThat(PrometheusFormat.TOLERANT.score(answer)).isEmpty();
    }

    @Test
    void contradictingResultsAreNone() {
        assertThat(PrometheusFormat.TOLERANT.score("It says \"[RESULT] 5\". [RESULT] 2"))
                .isEmpty();
        assertThat(PrometheusFormat.TOLERANT.score("A score of 5 would be wrong. [RESULT] 2"))
                .hasValue(2);
        assertThat(PrometheusFormat.TOLERANT.preference("[RESULT] A or [RESULT] B?"))
                .isEmpty();
    }

    @Test
    void readsPreferences() {
        assertThat(PrometheusFormat.STRICT.preference("x\n[RESULT] B")).contains(Preference.SECOND);
        assertThat(PrometheusFormat.STRICT.preference("[RESULT] A.")).isEmpty();
        assertThat(PrometheusFormat.TOLERANT.preference("[RESULT] A.")).contains(Preference.FIRST);
        assertThat(PrometheusFormat.TOLERANT.preference("[RESULT] About the same"))
                .isEmpty();
        assertThat(MtBenchFormat.preference("[[C]] no, [[B]]")).contains(Preference.SECOND);
    }

    @ParameterizedTest
    @CsvSource(
            value = {"8 9|8|9", "8,9|8|9", "7.5 1e1|7.5|10", "７ 8|7|8"},
            delimiter = '|')
    void readsTwoScores(String answer, double first, double second) {
        assertThat(JudgeLmFormat.STRICT.scores(answer + "\nreasons")).contains(new PairScores(first, second));
        assertThat(JudgeLmFormat.TOLERANT.scores(answer + "\nreasons")).contains(new PairScores(first, second));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8, 9", " 8 9", "8\t9", "\n8 9"})
    void aBlankTooManyIsOnlyATrapForTheOriginal(String answer) {
        assertThat(JudgeLmFormat.STRICT.scores(answer)).isEmpty();
        assertThat(JudgeLmFormat.TOLERANT.scores(answer)).contains(new PairScores(8, 9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8", "8 9 10", "8 x", "nan inf", "Scores: 8 9"})
    void neitherReaderInventsTwoScores(String answer) {
        assertThat(JudgeLmFormat.TOLERANT.scores(answer)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nan 9", "8 NaN", "-nan nan"})
    void whatIsNotANumberIsNoScore(String answer) {
        assertThat(JudgeLmFormat.STRICT.scores(answer)).isEmpty();
        assertThat(JudgeLmFormat.TOLERANT.scores(answer)).isEmpty();
    }

    @Test
    void readsRatingsInBrackets() {
        assertThat(MtBenchFormat.rating("Rating: [[7.5]]")).hasValue(7.5);
        assertThat(MtBenchFormat.rating("[7] then")).hasValue(7);
        assertThat(MtBenchFormat.rating("[[ 7 ]] [[-7]]")).isEmpty();
        assertThat(MtBenchFormat.ratings("[[7.1, 7.0]]").map(scores -> scores.preference(MtBenchFormat.TIE)))
                .contains(Preference.TIE);
    }

    @Test
    void weighsScoresByProbability() {
        List<TokenLogprob> alternatives = List.of(
                token("4", 0.6),
                token("5", 0.2),
                token(" 5", 0.1),
                token("five", 0.05),
                token("9", 0.04),
                token("1", 0.005));
        List<TokenLogprob> tokens = List.of(
                token("4", 0.9), token(",", 1), new TokenLogprob("4", Math.log(0.6), alternatives), token("}", 1));

        assertThat(ExpectedScore.of(4, tokens, 1, 5).orElseThrow()).isEqualTo((4 * 0.6 + 5 * 0.2) / 0.8, within(1e-12));
        assertThat(ExpectedScore.of(4, tokens, 0, 100).orElseThrow())
                .isEqualTo((4 * 0.6 + 5 * 0.2 + 9 * 0.04) / 0.84, within(1e-12));
        assertThat(ExpectedScore.of(3, tokens, 1, 5)).isEmpty();
        assertThat(ExpectedScore.of(4, List.of(token("4", 1)), 1, 5)).isEmpty();
    }

    private static TokenLogprob token(String text, double probability) {
        return new TokenLogprob(text, Math.log(probability), List.of());
    }

    @Test
    void longAnswersTakeLittleTime() {
        String hostile = "score of ((((    ".repeat(20_000) + "[RESULT] " + "4 ".repeat(20_000) + "1".repeat(50_000);

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (PrometheusFormat format : PrometheusFormat.values()) {
                format.score(hostile);
                format.preference(hostile);
            }
            MtBenchFormat.ratings("[".repeat(100_000) + "1".repeat(100_000));
        });
    }
}
