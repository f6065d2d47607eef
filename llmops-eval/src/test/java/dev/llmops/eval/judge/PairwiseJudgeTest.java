package dev.llmops.eval.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.CallControl;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.eval.Item;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Output;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.testing.ScriptedModel;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairwiseJudgeTest {
    private static final Item ITEM = Item.of("i", "What is it?");

    private static PairVerdict compare(PairwiseJudge judge, String first, String second) {
        return judge.compare(ITEM, first, second, CallControl.detached());
    }

    private static String better(ModelRequest request) {
        int first = Answering.shown(request, "first answer").length();
        int second = Answering.shown(request, "second answer").length();
        return first > second ? "first" : first < second ? "second" : "tie";
    }

    private static ScriptedModel longest() {
        return Answering.form(request -> "\"reason\": \"longer\", \"better\": \"" + better(request) + "\"");
    }

    @Test
    void asksInBothOrders() {
        ScriptedModel model = longest();
        PairwiseJudge judge = PairwiseJudge.of(Judge.of(model));

        PairVerdict verdict = compare(judge, "long answer", "short");

        assertThat(verdict.preference()).contains(Preference.FIRST);
        assertThat(verdict.isConsistent()).contains(true);
        assertThat(Answering.shown(model.request(1), "first answer")).isEqualTo("short");
        assertThat(compare(judge, "short", "long answer").preference()).contains(Preference.SECOND);
        assertThat(compare(judge, "same", "size").preference()).contains(Preference.TIE);
    }

    @Test
    void aJudgeThatOnlyLooksAtThePlaceHasNoWinner() {
        PairwiseJudge judge = PairwiseJudge.of(Judge.of(Answering.form("\"reason\": \"\", \"better\": \"first\"")));

        PairVerdict verdict = compare(judge, "a", "b");

        assertThat(verdict.preference()).contains(Preference.TIE);
        assertThat(verdict.isConsistent()).contains(false);
        assertThat(verdict.forward()).contains(Preference.FIRST);
        assertThat(verdict.backward()).contains(Preference.SECOND);
    }

    @Test
    void oneOrderKeepsTheBias() {
        PairwiseJudge judge = PairwiseJudge.builder(Judge.of(Answering.form("\"reason\": \"\", \"better\": \"first\"")))
                .oneOrder()
                .build();

        assertThat(compare(judge, "a", "b").preference()).contains(Preference.FIRST);
        assertThat(compare(judge, "a", "b").isConsistent()).isEmpty();
    }

    @Test
    void failsIfOneOfBothVerdictsDoes() {
        ScriptedModel model = ScriptedModel.script()
                .reply(request -> Answering.filled(request, "\"reason\": \"\", \"better\": \"first\""))
                .next()
                .text("dunno")
                .build();

        PairVerdict verdict = compare(PairwiseJudge.of(Judge.of(model)), "a", "b");

        assertThat(verdict.preference()).isEmpty();
        assertThat(verdict.failure())
                .contains("the answer of the judge is not JSON, with the answers the other way round");
    }

    @ParameterizedTest
    @CsvSource({
        "JUDGELM, 8 6, FIRST",
        "JUDGELM, 7 6.5, TIE",
        "MT_BENCH, so [[B]], SECOND",
        "MT_BENCH, so [[C]], TIE",
        "PROMETHEUS, so [RESULT] A, FIRST"
    })
    void readsJudgesTrainedInOtherWays(PairFormat format, String answer, Preference preference) {
        PairwiseJudge judge = PairwiseJudge.builder(Judge.of(ScriptedModel.answering(answer)))
                .format(format)
                .threshold(0.5)
                .oneOrder()
                .build();

        assertThat(compare(judge, "a", "b").preference()).contains(preference);
    }

    @ParameterizedTest
    @CsvSource({"JUDGELM, the first", "MT_BENCH, it says [[A]] but [[B]]", "PROMETHEUS, [RESULT] C"})
    void nonsenseIsNoPreference(PairFormat format, String answer) {
        PairwiseJudge judge = PairwiseJudge.builder(Judge.of(ScriptedModel.answering(answer)))
                .format(format)
                .build();

        assertThat(compare(judge, "a", "b").failure()).contains("the answer of the judge tells no preference");
    }

    @Test
    void referencesGuideTheJudge() {
        ScriptedModel model = longest();
        PairwiseJudge judge =
                PairwiseJudge.builder(Judge.of(model)).withReferences().build();

        judge.compare(Item.of("i", "q", "right"), "a", "b", CallControl.detached());

        assertThat(Answering.shown(model.request(0), "reference answer")).isEqualTo("right");
        assertThat(compare(judge, "a", "b").failure()).contains("the item has no reference");
    }

    @Test
    void theWinRateIsAMetric() {
        Metric metric = PairwiseJudge.of(Judge.of(longest()))
                .against("wins_over_v1", item -> Optional.ofNullable(item.field("v1")));
        Item item = Item.builder("i", "q").fields(Map.of("v1", "short")).build();

        Score score = metric.score(new Sample(item, Output.of("much longer")), CallControl.detached());

        assertThat(((Score.Measured) score).value()).isEqualTo(1);
        assertThat(((Score.Measured) score).rationale()).isEqualTo("[both orders agree] longer");
        assertThat(metric.name()).isEqualTo("wins_over_v1");
        assertThat(metric.score(Sample.of("q", "a"), CallControl.detached())).isInstanceOf(Score.Unmeasured.class);
    }

    @Test
    void aBrokenJudgeMakesAFailedScore() {
        ModelClient broken = ScriptedModel.answering("");
        Metric metric = PairwiseJudge.of(Judge.of(broken)).against("wins", item -> Optional.of("x"));

        assertThat(metric.score(Sample.of("q", "a"), CallControl.detached()))
                .isEqualTo(Score.failed("the judge said nothing"));
    }
}
