package dev.llmops.eval.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.eval.Direction;
import dev.llmops.eval.Score;
import dev.llmops.eval.random.NumpyGenerator;
import dev.llmops.eval.run.MetricInfo;
import dev.llmops.eval.run.Results;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;

/** How often comparisons of made-up runs are right, over 200 seeds each. */
class CompareRatesTest {
    private static final int RUNS = 200;
    private static final int ITEMS = 80;

    @Test
    void callsNoiseADifferenceInOneOfTwentyAtMost() {
        assertThat(rates(1, 0, CompareRatesTest::outcome).called()).isLessThanOrEqualTo(16);
        assertThat(rates(1, 0, CompareRatesTest::value).called()).isLessThanOrEqualTo(16);
        assertThat(rates(3, 0, CompareRatesTest::outcome).called()).isLessThanOrEqualTo(18);
    }

    @Test
    void holdsTheTruthInNineteenOfTwentyIntervals() {
        assertThat(rates(1, 0.1, CompareRatesTest::outcome).covered()).isGreaterThanOrEqualTo(183);
        assertThat(rates(1, 0.1, CompareRatesTest::value).covered()).isGreaterThanOrEqualTo(183);
        assertThat(rates(3, 0.1, CompareRatesTest::outcome).covered()).isGreaterThanOrEqualTo(180);
    }

    @Test
    void showsDetectableDifferencesFourTimesInFive() {
        // The value below is the mean detectable difference of these runs.
        Rates detectable = rates(1, 0.089, CompareRatesTest::value);

        assertThat(detectable.detectable() / RUNS).isBetween(0.084, 0.094);
        assertThat(detectable.called()).isBetween(144, 176);
    }

    @Test
    void showsNonInferiorityOnlyWhereItHolds() {
        // As much worse as the margin: the limit, where one in twenty is let through.
        assertThat(rates(1, -0.1, CompareRatesTest::value).nonInferior()).isLessThanOrEqualTo(18);
        assertThat(rates(1, -0.1, CompareRatesTest::outcome).nonInferior()).isLessThanOrEqualTo(18);
        assertThat(rates(1, 0, CompareRatesTest::value).nonInferior()).isGreaterThanOrEqualTo(160);
    }

    private record Rates(int called, int covered, int nonInferior, double detectable) {}

    private static Rates rates(int repeats, double shift, ToDoubleBiFunction<NumpyGenerator, double[]> draw) {
        int called = 0;
        int covered = 0;
        int nonInferior = 0;
        double detectable = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            NumpyGenerator random = NumpyGenerator.seeded(seed);
            double[] difficulty = new double[ITEMS];
            for (int i = 0; i < ITEMS; i++) {
                difficulty[i] = 0.25 + 0.5 * random.nextDouble();
            }
            Comparison.Paired paired = (Comparison.Paired) Compare.paired(
                            run(difficulty, repeats, 0, random, draw), run(difficulty, repeats, shift, random, draw))
                    .resamples(300, 500)
                    .seed(seed)
                    .run();
            MetricComparison.Measured measured = paired.measured().get(0);
            called += measured.verdict() == Verdict.NO_DIFFERENCE_SHOWN ? 0 : 1;
            covered += measured.ci95().contains(shift) ? 1 : 0;
            nonInferior += measured.nonInferior(0.1).shown() ? 1 : 0;
            detectable += measured.detectable().orElse(0);
        }
        return new Rates(called, covered, nonInferior, detectable);
    }

    private static Results run(
            double[] difficulty,
            int repeats,
            double shift,
            NumpyGenerator random,
            ToDoubleBiFunction<NumpyGenerator, double[]> draw) {
        MetricInfo metric = Runs.metric("m", Direction.HIGHER_IS_BETTER);
        return Runs.run(
                Runs.info("a", "h", ITEMS, repeats, metric),
                ITEMS,
                repeats,
                (item, repeat) ->
                        Map.of("m", Score.of(draw.applyAsDouble(random, new double[] {difficulty[item] + shift}))));
    }

    private static double outcome(NumpyGenerator random, double[] rate) {
        return random.nextDouble() < rate[0] ? 1 : 0;
    }

    private static double value(NumpyGenerator random, double[] mean) {
        return mean[0] + 0.2 * random.nextGaussian();
    }
}
