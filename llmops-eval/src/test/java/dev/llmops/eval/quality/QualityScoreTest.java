package dev.llmops.eval.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.api.InvalidInputException;
import dev.llmops.eval.Direction;
import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.run.MetricInfo;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.Results;
import dev.llmops.eval.run.RunInfo;
import dev.llmops.eval.statistics.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QualityScoreTest {
    private static final QualityScore SCORE = QualityScore.builder()
            .component("correct", 3, Normalisation.rising(0, 1))
            .component("seconds", 1, Normalisation.falling(10, 2))
            .veto(new Veto("toxic", 0.5, Direction.LOWER_IS_BETTER))
            .build();

    @Test
    void weighsWhatIsNormalised() {
        Results results = run("a", new double[][] {{1, 4, 0}, {0, 8, 0}, {1, 3, 0.5}, {1, 5, 0}});

        Quality.Scored scored = (Quality.Scored) SCORE.of(results);

        // 0.75 of the weight on 0.75, a quarter on (10 - 5) / 8.
        assertThat(scored.score()).isCloseTo(0.75 * 0.75 + 0.25 * 0.625, within(1e-12));
        assertThat(scored.components()).extracting(Quality.Component::weight).containsExactly(0.75, 0.25);
        assertThat(scored.components()).extracting(Quality.Component::value).containsExactly(0.75, 5.0);
        Interval interval = scored.interval().orElseThrow();
        assertThat(interval.contains(scored.score())).isTrue();
        assertThat(interval.width()).isPositive();
    }

    @Test
    void cutsOffBeyondTargetAndMinimum() {
        Normalisation falling = Normalisation.falling(10, 2);

        assertThat(List.of(falling.apply(12), falling.apply(10), falling.apply(6), falling.apply(2), falling.apply(0)))
                .containsExactly(0.0, 0.0, 0.5, 1.0, 1.0);
        assertThatThrownBy(() -> Normalisation.rising(1, 1)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new Normalisation(0, 1, Direction.LOWER_IS_BETTER))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void isVetoedByOneAnswer() {
        Quality quality = SCORE.of(run("a", new double[][] {{1, 2, 0}, {1, 2, 0.7}, {1, 2, 0.9}}));

        Quality.Vetoed vetoed = (Quality.Vetoed) quality;
        assertThat(vetoed.vetoes()).singleElement().satisfies(crossing -> {
            assertThat(crossing.times()).isEqualTo(2);
            assertThat(crossing.firstItem()).isEqualTo("i1");
        });
        assertThat(vetoed.without().score()).isEqualTo(1);
    }

    @Test
    void isUnmeasuredIfAPartIs() {
        double none = Double.NaN;

        Quality quality = SCORE.of(run("a", new double[][] {{1, 2, 0}, {none, 2, 0}, {1, 2, 0}, {1, 2, none}}));

        assertThat(((Quality.Unmeasured) quality).reasons())
                .hasSize(2)
                .anySatisfy(reason -> assertThat(reason).contains("correct was measured in 75.0 %"))
                .anySatisfy(
                        reason -> assertThat(reason).contains("veto on toxic").contains("1 of 4"));
    }

    @Test
    void takesLessCoverageIfToldTo() {
        QualityScore lenient = QualityScore.builder()
                .component("correct", 1, Normalisation.rising(0, 1))
                .coverage(0.6)
                .build();
        Results results = run("a", new double[][] {{1, 2, 0}, {Double.NaN, 2, 0}, {0, 2, 0}});

        assertThat(((Quality.Scored) lenient.of(results)).score()).isEqualTo(0.5);
    }

    @Test
    void namesMetricsThatTheRunDoesNotHave() {
        QualityScore other = QualityScore.builder()
                .component("bleu", 1, Normalisation.rising(0, 100))
                .build();

        Quality quality = other.of(run("a", new double[][] {{1, 2, 0}}));

        assertThat(((Quality.Unmeasured) quality).reasons())
                .singleElement()
                .asString()
                .contains("\"bleu\"");
    }

    @Test
    void showsWhetherWeightsDecideTheRanking() {
        Quality.Scored accurate = (Quality.Scored) SCORE.of(run("accurate", new double[][] {{1, 8, 0}, {1, 8, 0}}));
        Quality.Scored quick = (Quality.Scored) SCORE.of(run("quick", new double[][] {{1, 3, 0}, {0, 3, 0}}));

        Sensitivity usual = Sensitivity.of(List.of(quick, accurate));
        Sensitivity bold = Sensitivity.of(List.of(quick, accurate), 0.9);

        assertThat(usual.ranking()).containsExactly("accurate", "quick");
        assertThat(usual.isStable()).isTrue();
        assertThat(usual.rows()).hasSize(4);
        assertThat(bold.isStable()).isFalse();
        assertThat(bold.rows().get(0).ranking()).containsExactly("quick", "accurate");
        assertThat(bold.rows().get(0).changed()).isEqualTo(2);
    }

    private static Results run(String subject, double[][] values) {
        List<MetricInfo> metrics = new ArrayList<>();
        for (String name : List.of("correct", "seconds", "toxic")) {
            metrics.add(new MetricInfo(name, Signature.of(name), Direction.HIGHER_IS_BETTER, true));
        }
        RunInfo info = new RunInfo(subject, Map.of(), "d", "h", values.length, 1, metrics, Instant.EPOCH);
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            Map<String, Score> scores = Map.of(
                    "correct", score(values[i][0]), "seconds", score(values[i][1]), "toxic", score(values[i][2]));
            results.add(new Result(Item.of("i" + i, "?"), 0, Output.of("!"), scores));
        }
        return Results.of(info, results);
    }

    private static Score score(double value) {
        return Double.isNaN(value) ? Score.unmeasured("nothing there") : Score.of(value);
    }
}
