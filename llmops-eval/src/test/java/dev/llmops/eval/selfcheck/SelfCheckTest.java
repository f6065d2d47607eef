package dev.llmops.eval.selfcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.api.CallControl;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.LlmException;
import dev.llmops.eval.Direction;
import dev.llmops.eval.Item;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Output;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.judge.Answering;
import dev.llmops.eval.judge.Judge;
import dev.llmops.eval.judge.Verdict;
import dev.llmops.testing.ScriptedModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelfCheckTest {
    private static Resampler answers(String... answers) {
        return (item, control) -> List.of(answers);
    }

    private static Score score(Metric metric, String answer) {
        return metric.score(Sample.of("q", answer), CallControl.detached());
    }

    private static double value(Score score) {
        assertThat(score).isInstanceOf(Score.Measured.class);
        return ((Score.Measured) score).value();
    }

    @Test
    void whatAllAnswersSayIsUsual() {
        SelfCheck check = SelfCheck.ngram(1, answers("The cat sat.", "The cat sat."));

        // "the cat sat ." three times each, twelve tokens in all.
        assertThat(value(score(check, "The cat sat."))).isEqualTo(Math.log(4), within(1e-12));
        assertThat(value(score(check, "A dog ran."))).isGreaterThan(Math.log(4));
        assertThat(check.direction()).isEqualTo(Direction.LOWER_IS_BETTER);
    }

    @Test
    void smoothingLeavesAShareForTheUnknown() {
        NgramModel model = NgramModel.of(1, 1, List.of(List.of("a", "b")));

        // Counts 1, 1 and 0 for the unknown, one more for each: 2/5, 2/5, 1/5.
        assertThat(model.surprise(List.of("x")).orElseThrow().mean()).isEqualTo(Math.log(5), within(1e-12));
        assertThat(NgramModel.of(1, 0, List.of(List.of("a")))
                        .surprise(List.of("x"))
                        .orElseThrow()
                        .highest())
                .isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(model.surprise(List.of())).isEmpty();
    }

    @Test
    void similarityTakesTheSentenceThatFitsBest() {
        TextSimilarity equal = (one, other, control) -> one.equals(other) ? 1 : 0.25;
        SelfCheck check = SelfCheck.similarity(
                "equality", equal, answers("It rains in the night. Cats sleep all day.", "It is dry all night. No."));

        assertThat(value(score(check, "Cats sleep all day."))).isEqualTo(1 - (1 + 0.25) / 2);
    }

    @Test
    void contradictionIsAgainstEntailmentAlone() {
        EntailmentModel model = (text, other, control) ->
                other.contains("not") ? new EntailmentScores(-2, 2) : new EntailmentScores(2, -2);
        SelfCheck check = SelfCheck.nli("words", model, answers("It is.", "It is not."));

        assertThat(value(score(check, "It is."))).isEqualTo(0.5, within(1e-12));
        assertThat(new EntailmentScores(-1000, 1000).contradictionProbability()).isEqualTo(1);
        assertThat(new EntailmentScores(1000, -1000).contradictionProbability()).isZero();
    }

    @Test
    void aJudgeSaysWhatIsSupported() {
        ScriptedModel model = Answering.form(request -> "\"reason\": \"\", \"verdict\": \""
                + (Answering.shown(request, "passage").contains(Answering.shown(request, "sentence")) ? "yes" : "no")
                + "\"");
        SelfCheck check = SelfCheck.prompt(Judge.of(model), answers("It is in May. It is fun.", "It is in May."));

        Score.Measured score = (Score.Measured) score(check, "It is in May. It is fun. It is free.");

        assertThat(score.value()).isEqualTo((0 + 0.5 + 1) / 3);
        assertThat(score.rationale()).isEqualTo("0.000 It is in May.\n0.500 It is fun.\n1.000 It is free.");
    }

    @Test
    void whatCannotBeCheckedIsNoNumber() {
        SelfCheck broken = SelfCheck.prompt(Judge.of(ScriptedModel.answering("?")), answers("It is."));

        assertThat(score(broken, "It is.")).isEqualTo(Score.failed("the answer of the judge is not JSON"));
        assertThat(score(broken, " ")).isEqualTo(Score.unmeasured("the answer is empty"));
        assertThat(score(SelfCheck.ngram(1, answers()), "It is.")).isInstanceOf(Score.Unmeasured.class);
        assertThat(score(SelfCheck.similarity("s", (one, other, control) -> 1, answers("No.")), "It is."))
                .isEqualTo(Score.unmeasured("no sentence of the answer could be compared"));
        assertThat(score(
                        SelfCheck.nli(
                                "n",
                                (text, other, control) -> {
                                    throw new LlmException("The model is gone.");
                                },
                                answers("x")),
                        "It is."))
                .isEqualTo(Score.failed("the check failed: The model is gone."));
    }

    @Test
    void theOriginalTakesNothingForANo() {
        List<String> replies = List.of("Nothing", " NOT sure", "Yes!", "perhaps");

        assertThat(SelfCheckScores.promptedAsOriginal(replies)).hasValue(0.625);
        assertThat(SelfCheckScores.prompted(List.of(Verdict.NO, Verdict.UNSURE)))
                .hasValue(0.75);
        assertThat(SelfCheckScores.prompted(List.of())).isEmpty();
    }

    @Test
    void answersComeFromItemsOrFromAModel() {
        Item item = Item.builder("i", "q")
                .fields(Map.of("samples", "[\"a\", \"b\"]", "bad", "{}"))
                .build();
        ScriptedModel model = ScriptedModel.answering("x");

        assertThat(Resampler.field("samples").answers(item, CallControl.detached()))
                .containsExactly("a", "b");
        assertThat(Resampler.field("other").answers(item, CallControl.detached()))
                .isEmpty();
        assertThatThrownBy(() -> Resampler.field("bad").answers(item, CallControl.detached()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("field \"bad\" of item i must be a JSON list of texts");
        assertThat(Resampler.of(model, 3, 1).answers(item, CallControl.detached()))
                .hasSize(3);
        assertThat(SelfCheck.ngram(1, Resampler.field("bad"))
                        .score(new Sample(item, Output.of("It is.")), CallControl.detached()))
                .isInstanceOf(Score.Failed.class);
    }
}
