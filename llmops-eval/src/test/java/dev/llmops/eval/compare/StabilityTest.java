package dev.llmops.eval.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.InvalidInputException;
import dev.llmops.eval.Direction;
import dev.llmops.eval.run.Results;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StabilityTest {
    @Test
    void tellsFlakyItemsFromFailingOnes() {
        double[][] values = {{1, 1, 1, 1}, {0, 0, 0, 0}, {1, 0, 1, 0}, {1, Double.NaN, 1, 1}, {Double.NaN, Double.NaN}};

        Stability stability = Stability.of(run(values, Direction.HIGHER_IS_BETTER), "m", 0.5);

        assertThat(stability.in(Stability.State.PASS)).containsExactly("i0", "i3");
        assertThat(stability.in(Stability.State.FAIL)).containsExactly("i1");
        assertThat(stability.in(Stability.State.FLAKY)).containsExactly("i2");
        assertThat(stability.in(Stability.State.UNMEASURED)).containsExactly("i4");
        assertThat(stability.items().get(3)).isEqualTo(new Stability.ItemVerdict("i3", 3, 3, 4, Stability.State.PASS));
    }

    @Test
    void doesNotJudgeByOneRepeat() {
        Results once = run(new double[][] {{1}, {0}}, Direction.HIGHER_IS_BETTER);

        assertThat(Stability.of(once, "m", 0.5).in(Stability.State.FLAKY)).containsExactly("i0", "i1");
    }

    @Test
    void passesSmallValuesWhereLessIsBetter() {
        Results latency = run(new double[][] {{0.2, 0.3, 0.5}, {0.6, 0.7, 0.9}}, Direction.LOWER_IS_BETTER);

        Stability stability = Stability.of(latency, "m", 0.5);

        assertThat(stability.in(Stability.State.PASS)).containsExactly("i0");
        assertThat(stability.in(Stability.State.FAIL)).containsExactly("i1");
    }

    @Test
    void namesTheMetricsThereAre() {
        Results once = run(new double[][] {{1}}, Direction.HIGHER_IS_BETTER);

        assertThatThrownBy(() -> Stability.of(once, "x", 0.5))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("[m]");
    }

    private static Results run(double[][] values, Direction direction) {
        return Runs.run(
                Runs.info("a", "h", values.length, 4, Runs.metric("m", direction)),
                values.length,
                4,
                (item, repeat) ->
                        Map.of("m", Runs.score(repeat < values[item].length ? values[item][repeat] : Double.NaN)));
    }
}
