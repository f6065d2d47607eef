package dev.llmops.eval.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.Usage;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeReliabilityTest {
    private static PairVerdict both(Preference forward, Preference backward) {
        return PairVerdict.bothOrders(forward, backward, "", Usage.unknown());
    }

    @Test
    void consistentIsAJudgeThatMeansTheAnswers() {
        JudgeReliability reliability = JudgeReliability.of(List.of(
                both(Preference.FIRST, Preference.FIRST),
                both(Preference.SECOND, Preference.SECOND),
                both(Preference.FIRST, Preference.SECOND),
                both(Preference.TIE, Preference.SECOND),
                PairVerdict.oneOrder(Preference.FIRST, "", Usage.unknown()),
                PairVerdict.failed("the judge said nothing", Usage.unknown())));

        assertThat(reliability.pairs()).isEqualTo(4);
        assertThat(reliability.failed()).isEqualTo(1);
        assertThat(reliability.positionConsistency()).hasValue(0.5);
        assertThat(reliability.preferenceFairness()).hasValue((-1 - 0.5) / 4);
    }

    @Test
    void fairnessGoesFromAlwaysTheFirstToAlwaysTheLast() {
        assertThat(JudgeReliability.of(List.of(both(Preference.FIRST, Preference.SECOND)))
                        .preferenceFairness())
                .hasValue(-1);
        assertThat(JudgeReliability.of(List.of(both(Preference.SECOND, Preference.FIRST)))
                        .preferenceFairness())
                .hasValue(1);
        assertThat(JudgeReliability.of(List.of()).preferenceFairness()).isEmpty();
    }

    @Test
    void stableIsAJudgeThatSaysTheSameAgain() {
        assertThat(JudgeReliability.repetitionStability(
                        List.of(List.of("a", "a", "a", "b"), List.of("a", "a"), List.of("b"))))
                .hasValue(0.875);
        assertThat(JudgeReliability.repetitionStability(List.of(List.of("a")))).isEqualTo(OptionalDouble.empty());
    }

    @Test
    void varianceIsBetweenItemsOrWithinTheJudge() {
        VarianceComponents parts = VarianceComponents.of(
                        List.of(List.of(1.0, 3.0), List.of(5.0, 7.0), List.of(9.0, 11.0)))
                .orElseThrow();

        // Means 2, 6, 10: mean square between 32, within 2, so (32 − 2) / 2.
        assertThat(parts).isEqualTo(new VarianceComponents(15, 2, 3, 6));
        assertThat(parts.reliability()).isEqualTo(15 / 17.0);
        assertThat(parts.reliability(4)).isEqualTo(15 / 15.5);
        assertThat(parts.standardError(31, 4)).isEqualTo(Math.sqrt(0.5));
    }

    @Test
    void varianceNeedsTwoItemsAndOneRepetition() {
        assertThat(VarianceComponents.of(List.of(List.of(1.0, 2.0)))).isEmpty();
        assertThat(VarianceComponents.of(List.of(List.of(1.0), List.of(2.0)))).isEmpty();
        assertThat(VarianceComponents.of(List.of(List.of(1.0, 5.0), List.of(2.0, 4.0), List.of()))
                        .orElseThrow()
                        .between())
                .isZero();
    }

    @Test
    void theEstimatesMeetTheTruthForUnequalGroups() {
        SplittableRandom random = new SplittableRandom(7);
        List<List<Double>> scores = IntStream.range(0, 4000)
                .mapToObj(item -> {
                    double truth = random.nextGaussian();
                    return Stream.generate(() -> truth + 0.5 * random.nextGaussian())
                            .limit(1 + item % 4)
                            .toList();
                })
                .toList();

        VarianceComponents parts = VarianceComponents.of(scores).orElseThrow();

        assertThat(parts.between()).isEqualTo(1, within(0.08));
        assertThat(parts.within()).isEqualTo(0.25, within(0.02));
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o-mini, gpt",
        "o3-mini, gpt",
        "openai/gpt-oss-20b, gpt",
        "claude-sonnet-4-5, claude",
        "meta-llama/Llama-3.1-8B, llama",
        "DeepSeek-R1-Distill-Llama-70B, deepseek",
        "mixtral-8x7b, mistral",
        "gemma-3-4b, gemini",
        "Qwen2.5-0.5B-Instruct, qwen",
        "microsoft/Phi-4, phi"
    })
    void knowsFamilies(String model, String family) {
        assertThat(ModelFamily.of(model)).contains(family);
    }

    @Test
    void warnsOfRelatives() {
        ModelInfo judge = ModelInfo.builder("openai", "gpt-4o").build();

        assertThat(ModelFamily.warning(
                        judge, ModelInfo.builder("azure", "gpt-4o-mini").build()))
                .hasValueSatisfying(warning -> assertThat(warning).contains("family gpt"));
        assertThat(ModelFamily.warning(judge, judge))
                .hasValueSatisfying(warning -> assertThat(warning).contains("same model"));
        assertThat(ModelFamily.warning(
                        judge, ModelInfo.builder("x", "claude-haiku").build()))
                .isEmpty();
        assertThat(ModelFamily.warning(judge, ModelInfo.builder("x", "our-own").build()))
                .isEmpty();
        assertThat(ModelFamily.warning(ModelInfo.unknown(), ModelInfo.unknown()))
                .isEmpty();
    }
}
