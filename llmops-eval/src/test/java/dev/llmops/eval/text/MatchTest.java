package dev.llmops.eval.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.api.CallControl;
import dev.llmops.api.InvalidInputException;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatchTest {
    @Test
    void comparesEveryCharacterUnlessTold() {
        assertThat(value(ExactMatch.strict(), "The Cat!", "the cat")).isZero();
        assertThat(value(ExactMatch.strict().ignoringCase(), "The Cat!", "the cat"))
                .isZero();
        assertThat(value(ExactMatch.strict().ignoringCase().ignoringPunctuation(), "The Cat!", "the cat"))
                .isEqualTo(1);
        assertThat(value(ExactMatch.strict().ignoringNumbers(), "x1", "x2")).isEqualTo(1);
        assertThat(value(ExactMatch.strict(), "b", "a", "b")).isEqualTo(1);
    }

    @Test
    void takesOutMatchesBeforeCase() {
        ExactMatch metric = ExactMatch.strict().ignoring("The ", "\\.$").ignoringCase();

        assertThat(metric.normalize("The End.")).isEqualTo("end");
        assertThat(metric.normalize("THE END.\n")).isEqualTo("the end\n");
        assertThat(metric.signature())
                .isNotEqualTo(ExactMatch.strict().ignoringCase().signature());
        assertThatThrownBy(() -> metric.ignoring("(")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void findsRegularExpressions() {
        assertThat(value(RegexMatch.of("\\d{4}"), "in 1984, it was")).isEqualTo(1);
        assertThat(value(RegexMatch.of("\\d{4}").whole(), "in 1984, it was")).isZero();
        assertThat(value(RegexMatch.references(), "colour", "^x", "^colou?r$")).isEqualTo(1);
    }

    @Test
    void tellsWhichReferenceIsNoExpression() {
        assertThat(score(RegexMatch.references(), "a", "x", "("))
                .isInstanceOfSatisfying(
                        Score.Failed.class,
                        failed -> assertThat(failed.reason()).contains("reference 2 of item 1"));
        assertThat(score(RegexMatch.references(), "a")).isInstanceOf(Score.Unmeasured.class);
        assertThatThrownBy(() -> RegexMatch.of("(")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void givesUpOnExpressionsThatNeverEnd() {
        assertThat(score(RegexMatch.of("(x*)(x*)(x*)(x*)(x*)(x*)(x*)y"), "x".repeat(80)))
                .isInstanceOf(Score.Failed.class);
        assertThat(score(RegexMatch.of("(a|b)*c"), "ab".repeat(100_000))).isNotEqualTo(Score.of(1));
    }

    @Test
    void comparesJsonByWhatItSays() {
        String reference = "{\"name\": \"Ada\", \"age\": 36, \"tags\": [\"x\", \"y\"], \"e\": {}}";

        assertThat(value(
                        JsonMatch.exact(),
                        "{\"e\":{},\"age\":36.0,\"tags\":[\"x\",\"y\"],\"name\":\"Ada\"}",
                        reference))
                .isEqualTo(1);
        assertThat(value(JsonMatch.exact(), "{\"name\":\"Ada\"}", reference)).isZero();
        assertThat(value(
                        JsonMatch.fields(), "{\"name\":\"Ada\",\"age\":37,\"tags\":[\"y\",\"x\"],\"e\":{}}", reference))
                .isEqualTo(2 / 5.0);
        assertThat(value(JsonMatch.fields(), "{\"name\":\"Ada\"}", reference)).isEqualTo(2 / 6.0);
        assertThat(value(JsonMatch.exact(), "{\"0\":1}", "[1]")).isZero();
        assertThat(value(JsonMatch.exact(), "{\"\":{\"0\":1}}", "[1]")).isZero();
        assertThat(value(JsonMatch.exact(), "{\"a[0\":1}", "{\"a\":[1]}")).isZero();
        assertThat(value(JsonMatch.exact(), "null", "null")).isEqualTo(1);
    }

    @Test
    void toleratesSmallDifferencesOfNumbers() {
        assertThat(value(JsonMatch.exact(), "{\"a\":100.4}", "{\"a\":100}")).isZero();
        assertThat(value(JsonMatch.exact().tolerance(0.01), "{\"a\":100.4}", "{\"a\":100}"))
                .isEqualTo(1);
        assertThat(value(JsonMatch.exact().tolerance(0.01), "1e400", "1e401")).isZero();
        assertThat(value(JsonMatch.exact(), "1e999999999", "1")).isZero();
    }

    @Test
    void badJsonIsWrongInAnswersAndAFailureInReferences() {
        assertThat(value(JsonMatch.exact(), "{\"a\":1", "{\"a\":1}")).isZero();
        assertThat(value(JsonMatch.exact(), "{\"a\":1} done", "{\"a\":1}")).isZero();
        assertThat(value(JsonMatch.exact(), "{\"a\":1,\"a\":1}", "{\"a\":1}")).isZero();
        assertThat(value(JsonMatch.fields(), "", "{}")).isZero();
        assertThat(value(JsonMatch.fields(), "[".repeat(100_000), "{}")).isZero();
        assertThat(score(JsonMatch.exact(), "{}", "{\"a\"")).isInstanceOf(Score.Failed.class);
    }

    private static double value(Metric metric, String text, String... references) {
        return ((Score.Measured) score(metric, text, references)).value();
    }

    private static Score score(Metric metric, String text, String... references) {
        return metric.score(Sample.of("q", text, references), CallControl.detached());
    }

    @Test
    void passAtKIsOneMinusTheChanceOfOnlyWrongOnes() {
        assertThat(PassAtK.estimate(4, 2, 2)).isCloseTo(1 - 1 / 6.0, within(1e-15));
        assertThat(PassAtK.estimate(3, 0, 2)).isZero();
        assertThat(PassAtK.estimate(3, 2, 2)).isEqualTo(1);
        assertThat(PassAtK.mean(List.of(new PassAtK.Attempts(4, 2), new PassAtK.Attempts(1, 0)), 2))
                .hasValue(PassAtK.estimate(4, 2, 2));
        assertThat(PassAtK.mean(List.of(new PassAtK.Attempts(1, 0)), 2)).isEmpty();
        assertThatThrownBy(() -> PassAtK.estimate(3, 4, 1)).isInstanceOf(InvalidInputException.class);
    }
}
