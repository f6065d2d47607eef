package dev.llmops.eval.rag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RagScoresTest {
    @Test
    void nothingToCountIsNothing() {
        assertThat(RagScores.share(List.of())).isEmpty();
        assertThat(RagScores.contextPrecision(List.of())).isEmpty();
        assertThat(RagScores.entityRecall(List.of(), List.of("a"))).isEmpty();
        assertThat(RagScores.answerRelevance(List.of(), List.of())).isEmpty();
        assertThat(NoiseSensitivity.of(List.of(), List.of(List.of(true)), List.of()))
                .isEmpty();
        assertThat(NoiseSensitivity.of(List.of(true), List.of(), List.of(List.of(true))))
                .isEmpty();
    }

    @Test
    void toolsHaveNumbersForNothing() {
        assertThat(RagasScores.contextPrecision(List.of())).isZero();
        assertThat(RagasScores.entityRecall(List.of(), List.of())).isZero();
        assertThat(DeepEvalScores.faithfulness(List.of())).isEqualTo(1);
        assertThat(DeepEvalScores.contextRecall(List.of())).isZero();
        assertThat(DeepEvalScores.hallucination(List.of())).isZero();
    }

    @Test
    void precisionCountsAtTheRanksOfUsefulPassages() {
        assertThat(RagScores.contextPrecision(List.of(false, true, true)).orElseThrow())
                .isEqualTo((1.0 / 2 + 2.0 / 3) / 2, within(1e-15));
        assertThat(RagScores.contextPrecision(List.of(false))).hasValue(0);
    }

    @Test
    void repeatedEntitiesCountOnce() {
        assertThat(RagScores.entityRecall(List.of("a", "a", "b"), List.of("a"))).hasValue(0.5);
        assertThat(RagasScores.entityRecall(List.of("a", "a", "b"), List.of("a")))
                .isEqualTo(1 / 3.0, within(1e-8));
    }

    @Test
    void betaFavoursRecall() {
        assertThat(RagScores.fMeasure(1, 0, 3, 1)).isEqualTo(0.4);
        assertThat(RagScores.fMeasure(1, 0, 3, 2)).isLessThan(0.4);
        assertThat(RagScores.fMeasure(0, 2, 3, 1)).isZero();
    }

    @Test
    void strictScoresAreAllOrNothing() {
        assertThat(DeepEvalScores.strict(0.99)).isZero();
        assertThat(DeepEvalScores.strict(1)).isEqualTo(1);
        assertThat(DeepEvalScores.strictLower(0.01)).isEqualTo(1);
        assertThat(DeepEvalScores.strictLower(0)).isZero();
    }

    @Test
    void aVectorWithoutDirectionHasNoCosine() {
        assertThat(RagScores.cosine(new float[] {0, 0}, new float[] {1, 0})).isEmpty();
        assertThat(RagScores.cosine(new double[] {1, 1}, new double[] {2, 2}).orElseThrow())
                .isEqualTo(1, within(1e-15));
    }
}
