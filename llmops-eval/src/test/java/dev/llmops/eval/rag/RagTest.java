package dev.llmops.eval.rag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.api.CallControl;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.text.Entity;
import dev.llmops.eval.Direction;
import dev.llmops.eval.Item;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Output;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.judge.Answering;
import dev.llmops.eval.judge.Judge;
import dev.llmops.testing.FixedEmbedder;
import dev.llmops.testing.ScriptedModel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RagTest {
    private static final Judge JUDGE = Judge.of(LiteralJudge.model());
    private static final FixedEmbedder WORDS = FixedEmbedder.hashing(256);

    private static Sample sample(String reference, String answer, String... passages) {
        List<Output.Retrieved> retrieved = new ArrayList<>();
        for (String passage : passages) {
            retrieved.add(new Output.Retrieved("p" + retrieved.size(), passage, 1));
        }
        Item item = reference.isEmpty() ? Item.of("i", "When is it?") : Item.of("i", "When is it?", reference);
        return new Sample(item, Output.builder(answer).retrieved(retrieved).build());
    }

    private static Score score(Metric metric, Sample sample) {
        return metric.score(sample, CallControl.detached());
    }

    private static double value(Metric metric, Sample sample) {
        Score score = score(metric, sample);
        assertThat(score).isInstanceOf(Score.Measured.class);
        return ((Score.Measured) score).value();
    }

    private static String unmeasured(Metric metric, Sample sample) {
        Score score = score(metric, sample);
        assertThat(score).isInstanceOf(Score.Unmeasured.class);
        return ((Score.Unmeasured) score).reason();
    }

    @Test
    void faithfulIsWhatFollowsFromThePassages() {
        Sample sample = sample("", "It is in May. It is not cold. It is fun.", "It is in May.", "We have trains.");

        assertThat(value(Rag.faithfulness(JUDGE), sample)).isEqualTo(1.0 / 3);
        assertThat(value(Rag.faithfulness(JUDGE, Convention.RAGAS), sample)).isEqualTo(1.0 / 3);
        assertThat(value(Rag.faithfulness(JUDGE, Convention.DEEPEVAL), sample)).isEqualTo(2.0 / 3);
        assertThat(((Score.Measured) score(Rag.faithfulness(JUDGE), sample)).rationale())
                .isEqualTo("1 of 3 claims follow from the passages\nno: It is not cold. (because)\nunsure: It is fun. "
                        + "(because)");
    }

    @Test
    void whatCannotBeCountedIsUnmeasuredUnlessAToolSaysOtherwise() {
        Sample silent = sample("", " ", "It is in May.");

        assertThat(unmeasured(Rag.faithfulness(JUDGE), silent)).isEqualTo("the answer claims nothing");
        assertThat(unmeasured(Rag.faithfulness(JUDGE, Convention.RAGAS), silent))
                .isNotEmpty();
        assertThat(value(Rag.faithfulness(JUDGE, Convention.DEEPEVAL), silent)).isEqualTo(1);
        assertThat(unmeasured(Rag.faithfulness(JUDGE), sample("", "It is.")))
                .isEqualTo("nothing was retrieved, or only ids of it are known");
        assertThat(unmeasured(Rag.contextRecall(JUDGE), sample("", "It is.", "x")))
                .isEqualTo("the item has no reference");
        assertThat(unmeasured(Rag.contextPrecision(JUDGE), sample("x", "x"))).startsWith("nothing was retrieved");
        assertThat(unmeasured(Rag.hallucination(JUDGE), sample("x", "x"))).startsWith("nothing was retrieved");
        assertThat(unmeasured(Rag.noiseSensitivity(JUDGE), sample("x", "", "x")))
                .isEqualTo("the answer claims nothing");
    }

    @Test
    void relevantIsAnAnswerThatFitsTheQuestion() {
        Metric metric = Rag.answerRelevance(JUDGE, WORDS, 2);

        double close = value(metric, sample("", "When is it in May"));
        double far = value(metric, sample("", "Trains run on rails"));

        assertThat(close).isGreaterThan(far + 0.3);
        assertThat(value(metric, sample("", "I do not know when is it"))).isZero();
        assertThat(value(metric, sample("", ""))).isZero();
        assertThat(score(Rag.answerRelevance(JUDGE, WORDS, 3), sample("", "It is.")))
                .isEqualTo(Score.failed("the judge wrote 2 questions instead of 3"));
    }

    @Test
    void contextIsPreciseIfUsefulPassagesComeFirst() {
        String reference = "It is in May. It is fun.";

        assertThat(value(Rag.contextPrecision(JUDGE), sample(reference, "x", "It is in May.", "Trains.")))
                .isEqualTo(1);
        assertThat(value(Rag.contextPrecision(JUDGE), sample(reference, "x", "Trains.", "It is in May.")))
                .isEqualTo(0.5);
        assertThat(value(
                        Rag.contextPrecision(JUDGE, Convention.RAGAS), sample(reference, "x", "Trains.", "It is fun.")))
                .isEqualTo(0.5 / (1 + 1e-10), within(1e-15));
        assertThat(value(Rag.contextPrecision(JUDGE), sample(reference, "x", "Trains.")))
                .isZero();
    }

    @Test
    void contextRecallIsWhatCanBeFound() {
        String reference = "It is in May. It is fun.";

        assertThat(value(Rag.contextRecall(JUDGE), sample(reference, "x", "It is in May.")))
                .isEqualTo(0.5);
        assertThat(value(Rag.contextRecall(JUDGE), sample(reference, "x"))).isZero();
    }

    @Test
    void correctIsAnAnswerThatClaimsTheSame() {
        Sample sample = sample("It is in May. It is fun.", "It is in May. It is not cold.");

        assertThat(value(Rag.factualCorrectness(JUDGE), sample)).isEqualTo(0.5);
        double cosine = 4 * value(Rag.answerCorrectness(JUDGE, WORDS), sample) - 3 * 0.5;
        assertThat(cosine).isBetween(0.3, 1.0);
        assertThat(value(Rag.factualCorrectness(JUDGE), sample("It is.", ""))).isZero();
    }

    @Test
    void refusesWeightsThatLeadToNoNumber() {
        Judge judge = Judge.of(ScriptedModel.failing(ErrorClass.RATE_LIMITED));

        assertThatThrownBy(() -> Rag.factualCorrectness(judge, Double.POSITIVE_INFINITY))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> RagScores.fMeasure(1, 1, 1, Double.POSITIVE_INFINITY))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void entitiesAreRecalledByAJudgeOrByARecogniser() {
        Sample sample = sample("Anna met Bob in Rome", "x", "BOB and Anna");

        assertThat(value(Rag.entityRecall(JUDGE), sample)).isEqualTo(2.0 / 3);
        assertThat(value(Rag.entityRecall(JUDGE, Convention.RAGAS), sample)).isEqualTo(1 / (3 + 1e-8), within(1e-15));
        assertThat(value(
                        Rag.entityRecall(
                                "anna",
                                (text, control) -> text.contains("Anna")
                                        ? List.of(new Entity("PERSON", "Anna", "Anna", 0, 4, 1))
                                        : List.of()),
                        sample))
                .isEqualTo(1);
    }

    @Test
    void noiseIsWhatMakesAnswersWrong() {
        Sample sample = sample(
                "It is in May.",
                "It is in May. Trains are late. Cats sleep.",
                "It is in May. Trains are late.",
                "Cats sleep.");

        assertThat(value(Rag.noiseSensitivity(JUDGE), sample)).isEqualTo(1.0 / 3);
        assertThat(value(Rag.irrelevantNoiseSensitivity(JUDGE), sample)).isEqualTo(1.0 / 3);
        assertThat(Rag.noiseSensitivity(JUDGE).direction()).isEqualTo(Direction.LOWER_IS_BETTER);
    }

    @Test
    void hallucinationIsContradiction() {
        Sample sample = sample("", "It is in May.", "It is in May.", "It is not in May.", "Trains.");

        assertThat(value(Rag.hallucination(JUDGE), sample)).isEqualTo(1.0 / 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"verdicts\": []",
                "\"verdicts\": [{\"number\": 2, \"reason\": \"\", \"verdict\": \"yes\"}]",
                "\"verdicts\": [{\"number\": 1, \"reason\": \"\", \"verdict\": \"yes\"},"
                        + " {\"number\": 1, \"reason\": \"\", \"verdict\": \"no\"}]",
                "\"verdicts\": [{\"number\": 1, \"reason\": \"\", \"verdict\": \"perhaps\"}]",
                "\"verdicts\": {\"number\": 1}"
            })
    void verdictsThatDoNotFitAreNoScore(String fields) {
        ScriptedModel model = Answering.form(request ->
                request.messages().get(0).text().contains("- \"claims\"") ? "\"claims\": [\"It is.\"]" : fields);

        assertThat(score(Rag.faithfulness(Judge.of(model)), sample("", "It is.", "It is.")))
                .isInstanceOf(Score.Failed.class);
    }

    @Test
    void aJudgeThatFailsMakesAFailedScore() {
        Judge broken = Judge.of(ScriptedModel.failing(ErrorClass.SERVER));

        assertThat(score(Rag.faithfulness(broken), sample("", "It is.", "It is.")))
                .isInstanceOf(Score.Failed.class);
    }

    @Test
    void signaturesTellConventionAndWording() {
        assertThat(Rag.faithfulness(JUDGE).signature().toString())
                .startsWith("faithfulness|convention:llmops|prompt:" + RagTasks.CLAIMS.hash() + "+"
                        + RagTasks.SUPPORT.hash() + "|model:scripted/script|temp:0.0|");
        assertThat(Rag.faithfulness(JUDGE, Convention.RAGAS).signature())
                .isNotEqualTo(Rag.faithfulness(JUDGE).signature());
        assertThatThrownBy(() -> Rag.hallucination(JUDGE, Convention.RAGAS)).isInstanceOf(InvalidInputException.class);
    }
}
