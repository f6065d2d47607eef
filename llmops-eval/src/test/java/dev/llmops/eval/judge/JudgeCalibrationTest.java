package dev.llmops.eval.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.api.InvalidInputException;
import dev.llmops.eval.Score;
import dev.llmops.eval.classification.CohenKappa;
import dev.llmops.eval.classification.KrippendorffAlpha;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JudgeCalibrationTest {
    @Test
    void comparesTheItemsThatBothHave() {
        JudgeCalibration calibration = JudgeCalibration.of(
                Map.of("a", 1.0, "b", 0.0, "c", 1.0, "d", 0.0, "e", 1.0, "f", 1.0),
                Map.of(
                        "a",
                        Score.of(1),
                        "b",
                        Score.of(0),
                        "c",
                        Score.of(0),
                        "d",
                        Score.of(0),
                        "e",
                        Score.failed("the judge said nothing"),
                        "g",
                        Score.of(1)));

        assertThat(calibration.size()).isEqualTo(4);
        assertThat(calibration.unmeasured()).isEqualTo(1);
        assertThat(calibration.bias()).hasValue(-0.25);
        assertThat(calibration.kappa(CohenKappa.UNWEIGHTED).orElseThrow()).isEqualTo(0.5, within(1e-12));
        assertThat(calibration.alpha(KrippendorffAlpha.NOMINAL).orElseThrow()).isEqualTo(8.0 / 15, within(1e-12));
        assertThat(calibration.spearman().orElseThrow().statistic()).isEqualTo(1 / Math.sqrt(3), within(1e-12));
    }

    @Test
    void withoutItemsThereIsNoAgreement() {
        JudgeCalibration none = JudgeCalibration.of(Map.of(), Map.of("a", Score.of(1)));

        assertThat(none.kappa(CohenKappa.LINEAR)).isEmpty();
        assertThat(none.alpha(KrippendorffAlpha.INTERVAL)).isEmpty();
        assertThat(none.spearman()).isEmpty();
        assertThat(none.bias()).isEmpty();
        assertThat(none.corrected(new double[] {1, 2, 3}, 0.95)).isEmpty();
        assertThatThrownBy(() -> JudgeCalibration.of(Map.of("a", Double.NaN), Map.of()))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void correctsTheMeanByWhatTheJudgeIsOff() {
        // By hand: off by -0.5 on average, so 3.5 becomes 3; variances 1/3 / 4 and 1/3 / 4.
        CorrectedMean corrected = CorrectedMean.plain(
                        new double[] {1, 2, 2, 3}, new double[] {2, 2, 3, 3}, new double[] {3, 4, 3, 4}, 0.95)
                .orElseThrow();

        assertThat(corrected.mean()).isEqualTo(3, within(1e-12));
        assertThat(corrected.interval().width()).isEqualTo(2 * 1.959963984540054 * Math.sqrt(1 / 6.0), within(1e-9));
        assertThat(corrected.labelled()).isEqualTo(4);
    }

    @Test
    void refusesScoresThatAreNoNumbers() {
        double[] numbers = {1, 2, 3};
        double[] none = {1, Double.NaN, 3};

        assertThatThrownBy(() -> CorrectedMean.tuned(numbers, numbers, none, 0.95))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("finite");
        assertThatThrownBy(() -> CorrectedMean.plain(numbers, none, numbers, 0.95))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void aUselessJudgeCountsForNothing() {
        CorrectedMean corrected = CorrectedMean.tuned(
                        new double[] {1, 2, 3}, new double[] {3, 2, 1}, new double[] {9, 8, 9}, 0.95)
                .orElseThrow();

        assertThat(corrected.weight()).isZero();
        assertThat(corrected.mean()).isEqualTo(2);
    }

    @Test
    void intervalsHoldTheTruthAsOftenAsTheySay() {
        SplittableRandom random = new SplittableRandom(11);
        int held = 0;
        double width = 0;
        double humanWidth = 0;
        for (int run = 0; run < 1000; run++) {
            double[][] labelled = judged(random, 200);
            double[][] others = judged(random, 2000);
            CorrectedMean mean = CorrectedMean.tuned(labelled[0], labelled[1], others[1], 0.95)
                    .orElseThrow();
            CorrectedMean humanOnly = CorrectedMean.tuned(labelled[0], new double[200], others[1], 0.95)
                    .orElseThrow();
            held += mean.interval().contains(0.6) ? 1 : 0;
            width += mean.interval().width();
            humanWidth += humanOnly.interval().width();
        }

        assertThat(held).isBetween(925, 970);
        assertThat(width).isLessThan(0.8 * humanWidth);
    }

    /** People say 1 with probability 0.6; the judge differs on one zero in five and on one 1 in ten. */
    private static double[][] judged(SplittableRandom random, int count) {
        double[][] both = new double[2][count];
        for (int i = 0; i < count; i++) {
            both[0][i] = random.nextDouble() < 0.6 ? 1 : 0;
            both[1][i] = random.nextDouble() < (both[0][i] == 1 ? 0.9 : 0.2) ? 1 : 0;
        }
        return both;
    }
}
