package dev.llmops.eval.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallControl;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.model.ModelClient;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.testing.ScriptedModel;
import org.junit.jupiter.api.Test;

class RubricJudgeTest {
    private static final Sample SAMPLE = Sample.of("Where is it?", "Look it up.");

    private static RubricJudge.Builder polite(ModelClient model) {
        return RubricJudge.builder("politeness", Judge.of(model))
                .criterion("Is the tone polite?")
                .level("It is rude.")
                .level("It is short.")
                .level("It is neutral.")
                .level("It is friendly.")
                .level("It is friendly and warm.");
    }

    @Test
    void namesTheLevelThatFits() {
        ScriptedModel model = Answering.form("\"feedback\": \"Curt.\", \"level\": 2");

        Score.Measured score = (Score.Measured) polite(model).build().score(SAMPLE, CallControl.detached());

        assertThat(score.value()).isEqualTo(2);
        assertThat(score.rationale()).isEqualTo("[as written] Curt.");
        assertThat(model.request(0).messages().get(0).text()).contains("2: It is short.\n");
    }

    @Test
    void readsJudgesTrainedLikePrometheus() {
        Score score = polite(ScriptedModel.answering("Feedback: curt. [RESULT] 2."))
                .prometheus(PrometheusFormat.TOLERANT)
                .build()
                .score(SAMPLE, CallControl.detached());
        Score strict = polite(ScriptedModel.answering("Feedback: curt. [RESULT] 2."))
                .prometheus(PrometheusFormat.STRICT)
                .build()
                .score(SAMPLE, CallControl.detached());

        assertThat(((Score.Measured) score).value()).isEqualTo(2);
        assertThat(strict).isEqualTo(Score.failed("the answer of the judge has no result from 1 to 5"));
    }

    @Test
    void scalesOfOtherLengthsNeedTheForm() {
        RubricJudge.Builder six = polite(ScriptedModel.answering("x")).level("It is a poem.");

        assertThat(six.build().signature().setting("levels")).isEqualTo("6");
        assertThatThrownBy(() -> six.prometheus(PrometheusFormat.STRICT).build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("five levels");
    }

    @Test
    void averagesSeveralAnswers() {
        ScriptedModel model = ScriptedModel.script()
                .reply(request -> Answering.filled(request, "\"feedback\": \"\", \"level\": 2"))
                .next()
                .reply(request -> Answering.filled(request, "\"feedback\": \"\", \"level\": 3"))
                .build();

        assertThat(polite(model)
                        .samples(2)
                        .build()
                        .judge(SAMPLE, CallControl.detached())
                        .mean())
                .isEqualTo(2.5);
    }
}
