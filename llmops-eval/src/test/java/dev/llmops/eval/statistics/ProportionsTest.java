package dev.llmops.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.api.InvalidInputException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The expected numbers are SciPy's and statsmodels'. */
class ProportionsTest {
    private static final Offset<Double> CLOSE = within(1e-12);

    @Test
    void looksOnlyAtItemsThatDiffer() {
        McNemar test = new McNemar(2, 8);

        assertThat(test.exact().p()).isCloseTo(2 * 56 / 1024.0, CLOSE);
        assertThat(test.chiSquareCorrected().orElseThrow().statistic()).isEqualTo(2.5);
        assertThat(new McNemar(5, 5).chiSquareCorrected().orElseThrow().statistic())
                .isEqualTo(0.1);
        assertThat(new McNemar(0, 0).exact().p()).isEqualTo(1);
        assertThat(new McNemar(0, 0).chiSquare()).isEmpty();
    }

    @Test
    void boundsShares() {
        Interval wilson = ProportionInterval.WILSON.of(7, 20, 0.95);

        assertThat(wilson.low()).isCloseTo(0.18119182410108203, CLOSE);
        assertThat(wilson.high()).isCloseTo(0.5671457233147638, CLOSE);
        for (ProportionInterval kind : ProportionInterval.values()) {
            assertThat(kind.of(0, 20, 0.95).low()).isBetween(0.0, 0.0001);
            assertThat(kind.of(20, 20, 0.95).high()).isBetween(0.9999, 1.0);
            assertThat(kind.of(10, 20, 0.9).width())
                    .isLessThan(kind.of(10, 20, 0.99).width());
        }
        assertThatThrownBy(() -> ProportionInterval.WILSON.of(3, 2, 0.95)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void boundsDifferencesOfPairedShares() {
        // Newcombe's own example: 36, 12, 2 and 0 of 50.
        Interval interval = new PairedProportions(36, 12, 2, 0).interval(0.95);

        assertThat(interval.low()).isCloseTo(0.0569, within(0.0001));
        assertThat(interval.high()).isCloseTo(0.3404, within(0.0001));
        assertThat(new PairedProportions(20, 0, 0, 5).interval(0.95).width()).isPositive();
    }

    @Test
    void testsShares() {
        assertThat(Proportions.binomialTest(3, 15, 0.4)).isCloseTo(0.185549310558208, CLOSE);
        assertThat(Proportions.binomialTest(12, 15, 0.4)).isCloseTo(0.002397954211840001, CLOSE);
        assertThat(Proportions.binomialTest(6, 15, 0.4)).isEqualTo(1);
        assertThat(Proportions.zTest(8, 10, 1, 6).orElseThrow().p()).isCloseTo(0.013425424881491264, CLOSE);
        assertThat(Proportions.zTest(0, 10, 0, 6)).isEmpty();
        assertThat(Proportions.fisher(8, 10, 1, 6).p()).isCloseTo(0.034965034965034975, CLOSE);
        assertThat(Proportions.fisher(8, 10, 1, 6).statistic()).isEqualTo(20);
    }

    @Test
    void correctsForManyTests() {
        double[] p = {0.01, 0.04, 0.03, 0.5};

        assertThat(Multiplicity.BONFERRONI.adjust(p)).containsExactly(new double[] {0.04, 0.16, 0.12, 1}, CLOSE);
        assertThat(Multiplicity.HOLM.adjust(p)).containsExactly(new double[] {0.04, 0.09, 0.09, 0.5}, CLOSE);
        assertThat(Multiplicity.BENJAMINI_HOCHBERG.adjust(p))
                .containsExactly(new double[] {0.04, 0.16 / 3, 0.16 / 3, 0.5}, CLOSE);
        assertThat(Multiplicity.NONE.adjust(p)).containsExactly(p);
        assertThat(Multiplicity.HOLM.adjust()).isEmpty();
        assertThatThrownBy(() -> Multiplicity.HOLM.adjust(1.1)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void knowsTheDistributions() {
        assertThat(Distributions.normalQuantile(0.975)).isCloseTo(1.959963984540054, CLOSE);
        assertThat(Distributions.studentQuantile(0.975, 9)).isCloseTo(2.262157162798205, CLOSE);
        assertThat(Distributions.betaQuantile(0.05, 2, 5)).isCloseTo(0.06284989170835438, CLOSE);
        assertThat(Distributions.binomialAtMost(3, 10, 0.3)).isCloseTo(0.6496107184000002, CLOSE);
        assertThat(Distributions.normalTwoSided(10) / 1.523970604832094e-23).isCloseTo(1, CLOSE);
    }

    @Test
    void knowsWhatSoManyPairsCanShow() {
        // statsmodels, with the noncentral t: 0.4042 and 89.1.
        assertThat(Power.USUAL.detectable(50, 1)).isCloseTo(0.4042, within(0.003));
        assertThat(Power.USUAL.pairs(0.3, 1)).isBetween(88, 91);
        assertThat(Power.USUAL.of(50, 0.4042, 1)).isCloseTo(0.8, within(0.01));
        assertThat(Power.USUAL.detectable(1_000_000, 1)).isCloseTo(2.8016 / 1000, within(1e-6));
    }
}
