package dev.llmops.eval.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.api.CallControl;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.TokenLogprob;
import dev.llmops.api.model.Usage;
import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.testing.ScriptedModel;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GEvalTest {
    private static final Sample SAMPLE = Sample.of("What is it?", "A cat.", "A tabby cat.");
    private static final String FOUR = "\"reason\": \"good\", \"score\": 4";

    private static GEval.Builder metric(ModelClient model) {
        return GEval.builder("clarity", Judge.builder(model).temperature(1).build())
                .criteria("The answer is clear.");
    }

    private static Score score(GEval metric) {
        return metric.score(SAMPLE, CallControl.detached());
    }

    /** A model that tells that it might have written 5 instead of 4. */
    private static ModelClient hesitant(double five) {
        return (request, call) -> {
            List<TokenLogprob> other = List.of(
                    new TokenLogprob("4", Math.log(1 - five), List.of()),
                    new TokenLogprob("5", Math.log(five), List.of()));
            return ModelResponse.builder(Message.assistant(Answering.filled(request, FOUR)))
                    .logprobs(List.of(
                            new TokenLogprob("{...", 0, List.of()),
                            new TokenLogprob("4", Math.log(1 - five), other),
                            new TokenLogprob("}", 0, List.of())))
                    .usage(Usage.of(100, 10))
                    .build();
        };
    }

    @Test
    void aNameThatNoSignatureCanHoldIsRefusedAtOnce() {
        Judge judge = Judge.of(Answering.form("\"reason\": \"\", \"score\": 3"));

        assertThatThrownBy(() -> GEval.builder("tone: polite", judge)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> RubricJudge.builder("tone|polite", judge)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> PairwiseJudge.of(judge).against("a:b", item -> Optional.empty()))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void weighsByProbabilityWhereTheModelTellsIt() {
        Score.Measured score = (Score.Measured) score(metric(hesitant(0.25)).build());

        assertThat(score.value()).isEqualTo((4.25 - 1) / 4, within(1e-12));
        assertThat(score.rationale()).isEqualTo("[weighted by probability] good");
        assertThat(score.usage()).isEqualTo(Usage.of(100, 10));
    }

    @Test
    void takesTheMeanOfAnswersOtherwiseAndSaysSo() {
        ScriptedModel model = ScriptedModel.script()
                .reply(request -> Answering.filled(request, FOUR))
                .next()
                .reply(request -> Answering.filled(request, "\"reason\": \"bad\", \"score\": 1"))
                .next()
                .text("hm")
                .build();

        JudgedScore judged = metric(model).samples(3).build().judge(SAMPLE, CallControl.detached());

        assertThat(judged.values()).containsExactly(0.75, 0.0);
        assertThat(judged.failures()).containsExactly("the answer of the judge is not JSON");
        assertThat(((Score.Measured) judged.score()).value()).isEqualTo(0.375);
        assertThat(((Score.Measured) judged.score()).rationale())
                .isEqualTo("[mean of 2 of 3 answers, as written, standard deviation 0.530] good");
        assertThat(model.requests()).doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void probabilitiesCanBeDemandedOrIgnored() {
        assertThat(score(metric(Answering.form(FOUR))
                        .weighting(Weighting.PROBABILITIES)
                        .build()))
                .isEqualTo(Score.failed("the answer of the judge tells no probabilities of its score"));
        assertThat(((Score.Measured) score(
                                metric(hesitant(0.25)).weighting(Weighting.MEAN).build()))
                        .value())
                .isEqualTo(0.75);
    }

    @Test
    void aJudgeThatNeverAnswersIsAFailureAndNoNumber() {
        assertThat(score(metric(ScriptedModel.answering("no idea")).samples(4).build()))
                .isEqualTo(Score.failed("the answer of the judge is not JSON"));
    }

    @Test
    void showsWhatItIsToldTo() {
        ScriptedModel model = Answering.form(FOUR);
        Sample sample = new Sample(
                Item.of("i", "What is it?", "A tabby cat."),
                Output.builder("A cat.")
                        .retrieved(List.of(new Output.Retrieved("p", "Cats purr.", 1)))
                        .build());

        metric(model).build().score(sample, CallControl.detached());
        metric(model).withReferences().withPassages().build().score(sample, CallControl.detached());

        assertThat(Answering.shows(model.request(0), "reference answer")).isFalse();
        assertThat(Answering.shows(model.request(0), "passage 1")).isFalse();
        assertThat(Answering.shown(model.request(1), "reference answer")).isEqualTo("A tabby cat.");
        assertThat(Answering.shown(model.request(1), "passage 1")).isEqualTo("Cats purr.");
        assertThat(metric(model).withReferences().build().score(Sample.of("q", "a"), CallControl.detached()))
                .isEqualTo(Score.unmeasured("the item has no reference"));
    }

    @Test
    void theSignatureChangesWithEverySetting() {
        ModelClient model = Answering.form(FOUR);

        assertThat(List.of(
                        metric(model).build().signature(),
                        metric(model).criteria("It is short.").build().signature(),
                        metric(model).steps("Read it.").build().signature(),
                        metric(model).range(0, 10).build().signature(),
                        metric(model).samples(5).build().signature(),
                        metric(model).withReferences().build().signature(),
                        metric(model).weighting(Weighting.MEAN).build().signature()))
                .doesNotHaveDuplicates();
    }

    @Test
    void refusesSettingsWithoutMeaning() {
        assertThatThrownBy(() -> metric(Answering.form(FOUR)).range(5, 5)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(
                        () -> GEval.builder("x", Judge.of(Answering.form(FOUR))).build())
                .isInstanceOf(InvalidInputException.class);
    }
}
