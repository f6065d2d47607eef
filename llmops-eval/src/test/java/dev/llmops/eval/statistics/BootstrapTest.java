package dev.llmops.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.eval.random.NumpyGenerator;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static final double[] VALUES = {1.1, 2.3, 2.9, 4.2, 5.8, 6.1, 7.0};

    @Test
    void hasTheIntervalsOfSciPy() {
        Resampled mean = new Bootstrap(500, 3).mean(VALUES);

        Interval percentile = mean.percentile(0.95).orElseThrow();
        assertThat(percentile.low()).isCloseTo(2.619642857142858, within(1e-12));
        assertThat(percentile.high()).isCloseTo(5.69392857142857, within(1e-12));
        Interval bca = mean.bca(0.95).orElseThrow();
        assertThat(bca.low()).isCloseTo(2.5521719970669965, within(1e-12));
        assertThat(bca.high()).isCloseTo(5.636565563008816, within(1e-12));
        Interval basic = mean.basic(0.95).orElseThrow();
        assertThat(basic.low()).isCloseTo(2 * 4.2 - 5.69392857142857, within(1e-12));
    }

    @Test
    void resamplesSumsAsItDoesMeans() {
        double[][] rows = new double[VALUES.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {VALUES[i], 1};
        }

        Resampled sums = new Bootstrap(500, 3).sums(rows, total -> total[0] / total[1]);

        Resampled mean = new Bootstrap(500, 3).mean(VALUES);
        assertThat(sums.estimate()).isCloseTo(4.2, within(1e-12));
        assertThat(sums.bca(0.9).orElseThrow().low())
                .isCloseTo(mean.bca(0.9).orElseThrow().low(), within(1e-9));
    }

    @Test
    void hasNoIntervalWhereAResampleIsUndefined() {
        double[][] rows = {{1, 0}, {2, 0}, {3, 1}};

        Resampled ratio = new Bootstrap(200, 1).sums(rows, sums -> sums[1] == 0 ? Double.NaN : sums[0] / sums[1]);

        assertThat(ratio.isDefined()).isFalse();
        assertThat(ratio.percentile(0.95)).isEmpty();
        assertThat(ratio.p()).isEmpty();
        assertThat(ratio.error()).isEmpty();
    }

    @Test
    void widensWhereRepeatsOfAnItemGoTogether() {
        NumpyGenerator random = NumpyGenerator.seeded(1);
        double[] single = new double[400];
        double[][] items = new double[40][];
        for (int item = 0; item < 40; item++) {
            double own = random.nextGaussian();
            items[item] = new double[] {0, 10};
            for (int repeat = 0; repeat < 10; repeat++) {
                double value = own + 0.1 * random.nextGaussian();
                single[10 * item + repeat] = value;
                items[item][0] += value;
            }
        }
        Bootstrap bootstrap = new Bootstrap(500, 2);

        double ignored = bootstrap.mean(single).error().orElseThrow();
        double clustered =
                bootstrap.sums(items, sums -> sums[0] / sums[1]).error().orElseThrow();

        assertThat(clustered).isGreaterThan(2.5 * ignored);
    }

    @Test
    void rejectsNoDifferenceFiveTimesInAHundred() {
        int rejected = 0;
        for (int seed = 0; seed < 200; seed++) {
            NumpyGenerator random = NumpyGenerator.seeded(1000 + seed);
            double[] differences = new double[60];
            for (int i = 0; i < differences.length; i++) {
                differences[i] = random.nextGaussian();
            }
            rejected += new Bootstrap(400, seed).mean(differences).p().orElseThrow() < 0.05 ? 1 : 0;
        }

        assertThat(rejected).isBetween(3, 22);
    }

    @Test
    void interpolatesQuantiles() {
        double[] sorted = {1, 2, 4, 8};

        assertThat(Quantiles.linear(sorted, 0)).isEqualTo(1);
        assertThat(Quantiles.linear(sorted, 0.5)).isEqualTo(3);
        assertThat(Quantiles.linear(sorted, 0.9)).isCloseTo(6.8, within(1e-12));
        assertThat(Quantiles.linear(sorted, 1)).isEqualTo(8);
    }
}
