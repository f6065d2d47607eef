package dev.llmops.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.api.InvalidInputException;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The expected numbers are SciPy 1.17's. */
class PairedTestsTest {
    private static final double[] A = {1.1, 2.3, 2.9, 4.2, 5.8, 6.1, 7.0};
    private static final double[] B = {0.9, 2.8, 2.1, 3.9, 4.4, 6.6, 5.2};
    private static final double[] EQUAL = {1, 1, 1};
    private static final Offset<Double> CLOSE = within(1e-12);

    @Test
    void testsPairedMeans() {
        TTest test = TTest.paired(A, B).orElseThrow();

        assertThat(test.statistic()).isCloseTo(1.4915013480337325, CLOSE);
        assertThat(test.p()).isCloseTo(0.18642641687888856, CLOSE);
        assertThat(test.interval(0.95).low()).isCloseTo(-0.32028482722150314, CLOSE);
        assertThat(test.interval(0.95).high()).isCloseTo(1.320284827221503, CLOSE);
        assertThat(test.greaterThan(0)).isCloseTo(test.p() / 2, CLOSE);
    }

    @Test
    void testsMeansOfIndependentSamples() {
        TTest test = TTest.welch(A, B).orElseThrow();

        assertThat(test.p()).isCloseTo(0.6592307389256096, CLOSE);
        assertThat(test.degrees()).isCloseTo(11.809388410541782, CLOSE);
    }

    @Test
    void hasNoResultWhereNothingVaries() {
        assertThat(TTest.paired(EQUAL, EQUAL)).isEmpty();
        assertThat(TTest.welch(EQUAL, EQUAL)).isEmpty();
        assertThat(TTest.paired(new double[] {1}, new double[] {2})).isEmpty();
        assertThat(Wilcoxon.paired(EQUAL, EQUAL, Wilcoxon.Zeros.DROP)).isEmpty();
        assertThat(MannWhitney.normal(EQUAL, EQUAL)).isEmpty();
        assertThat(SignFlipTest.paired(EQUAL, EQUAL, 10, 1)).isEmpty();
        assertThat(Correlation.pearson(EQUAL, EQUAL)).isEmpty();
        assertThat(Correlation.kendall(EQUAL, EQUAL)).isEmpty();
        assertThat(EffectSize.cohenPaired(EQUAL, EQUAL)).isEmpty();
        assertThat(new Bootstrap(10, 1).mean(EQUAL).bca(0.95)).isEmpty();
    }

    @Test
    void refusesWhatWasNotMeasured() {
        assertThatThrownBy(() -> TTest.paired(new double[] {1, Double.NaN}, new double[] {1, 2}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("NaN at 1");
        assertThatThrownBy(() -> SignFlipTest.paired(A, EQUAL, 10, 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("7 and 3");
    }

    @Test
    void testsRanksOfDifferences() {
        Wilcoxon test = Wilcoxon.paired(A, B, Wilcoxon.Zeros.DROP).orElseThrow();

        assertThat(test.test(Wilcoxon.Method.NORMAL).orElseThrow().p()).isBetween(0.23, 0.24);
        double[] zeros = {0, 0, 1, 2, -3, 4};
        assertThat(Wilcoxon.ofDifferences(zeros, Wilcoxon.Zeros.DROP)
                        .orElseThrow()
                        .statistic())
                .isEqualTo(3);
        assertThat(Wilcoxon.ofDifferences(zeros, Wilcoxon.Zeros.PRATT)
                        .orElseThrow()
                        .statistic())
                .isEqualTo(5);
        assertThat(Wilcoxon.ofDifferences(zeros, Wilcoxon.Zeros.SPLIT)
                        .orElseThrow()
                        .statistic())
                .isEqualTo(6.5);
    }

    @Test
    void computesExactProbabilitiesOfRanksOnlyWithoutTies() {
        double[] distinct = {1, 2, 3, 4, -5};
        Wilcoxon exact = Wilcoxon.ofDifferences(distinct, Wilcoxon.Zeros.DROP).orElseThrow();
        Wilcoxon tied = Wilcoxon.ofDifferences(new double[] {1, 1, -2}, Wilcoxon.Zeros.DROP)
                .orElseThrow();

        // Sums of ranks of at most 5 have 10 of the 32 choices of signs.
        assertThat(exact.test(Wilcoxon.Method.EXACT).orElseThrow()).isEqualTo(new TestResult(5, 20 / 32.0));
        assertThat(tied.exactIsPossible()).isFalse();
        assertThat(tied.test(Wilcoxon.Method.EXACT)).isEmpty();
    }

    @Test
    void testsRanksOfIndependentSamples() {
        assertThat(MannWhitney.normal(A, B).orElseThrow().p()).isCloseTo(0.6092801593041028, CLOSE);
        assertThat(MannWhitney.exact(A, B).orElseThrow().p()).isCloseTo(0.6200466200466201, CLOSE);
    }

    @Test
    void countsOrdersAsTheirDefinitionDoes() {
        Random random = new Random(3);
        for (int round = 0; round < 300; round++) {
            int size = random.nextInt(40);
            double[] a =
                    random.ints(size, -3, 4).mapToDouble(i -> i == 3 ? -0.0 : i).toArray();
            double[] b = random.ints(size, -8, 9).mapToDouble(i -> i / 2.0).toArray();
            long concordant = 0;
            long discordant = 0;
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < i; j++) {
                    double product = (a[i] - a[j]) * (b[i] - b[j]);
                    concordant += product > 0 ? 1 : 0;
                    discordant += product < 0 ? 1 : 0;
                }
            }

            assertThat(PairOrders.of(a, b)).isEqualTo(new PairOrders(concordant, discordant));
        }
    }

    @Test
    void testsRanksOfManyPairsByTheNormalDistributionOnly() {
        Random random = new Random(1);
        double[] many = random.doubles(50_000, -1, 1).toArray();
        double[] others = random.doubles(50_000, -1, 1).toArray();
        Wilcoxon wilcoxon = Wilcoxon.paired(many, others, Wilcoxon.Zeros.DROP).orElseThrow();

        assertThat(wilcoxon.exactIsPossible()).isFalse();
        assertThat(wilcoxon.test(Wilcoxon.Method.EXACT)).isEmpty();
        assertThat(wilcoxon.test(Wilcoxon.Method.NORMAL).orElseThrow().p()).isBetween(0.0, 1.0);
        assertThat(MannWhitney.exact(many, others)).isEmpty();
        assertThat(Correlation.kendall(many, others).orElseThrow().p()).isBetween(0.0, 1.0);
        assertThat(MannWhitney.normal(many, others).orElseThrow().p()).isBetween(0.0, 1.0);
    }

    @Test
    void agreesWithTheNormalDistributionWhereExactIsStillPossible() {
        Random random = new Random(2);
        double[] most = random.doubles(Wilcoxon.EXACT_UP_TO, -1, 1.1).toArray();
        Wilcoxon wilcoxon = Wilcoxon.ofDifferences(most, Wilcoxon.Zeros.DROP).orElseThrow();
        double[] few = random.doubles(10, 0, 1).toArray();
        double[] many = random.doubles(1_000, 0, 1).toArray();

        assertThat(wilcoxon.test(Wilcoxon.Method.EXACT).orElseThrow().p())
                .isCloseTo(wilcoxon.test(Wilcoxon.Method.NORMAL).orElseThrow().p(), within(1e-4));
        assertThat(MannWhitney.exact(few, many).orElseThrow().p())
                .isCloseTo(MannWhitney.exact(many, few).orElseThrow().p(), within(1e-12))
                .isCloseTo(MannWhitney.normal(few, many).orElseThrow().p(), within(0.01));
    }

    @Test
    void triesAllSigns() {
        TestResult test = SignFlipTest.paired(A, B, 1, 0).orElseThrow();

        assertThat(test.statistic()).isCloseTo(0.5, CLOSE);
        assertThat(test.p()).isEqualTo(0.234375);
    }

    @Test
    void samplesSignsOfManyDifferences() {
        double[] differences = new double[60];
        for (int i = 0; i < 60; i++) {
            differences[i] = (i % 7 - 2.6) / 3;
        }

        TestResult sampled = SignFlipTest.ofDifferences(differences, 20_000, 1).orElseThrow();

        assertThat(sampled.p())
                .isCloseTo(TTest.ofDifferences(differences).orElseThrow().p(), within(0.01));
        assertThat(SignFlipTest.ofDifferences(differences, 20_000, 1)).contains(sampled);
        differences = Arrays.stream(differences).map(d -> d + 10).toArray();
        assertThat(SignFlipTest.ofDifferences(differences, 999, 1).orElseThrow().p())
                .isEqualTo(2 / 1000.0);
    }

    @Test
    void measuresHowSamplesGoTogether() {
        assertThat(Correlation.pearson(A, B).orElseThrow().p()).isCloseTo(0.003813528557386993, CLOSE);
        assertThat(Correlation.kendall(A, B).orElseThrow().p()).isCloseTo(0.010714285714285714, CLOSE);
        assertThat(Correlation.spearman(A, A).orElseThrow().statistic()).isCloseTo(1, CLOSE);
    }

    @Test
    void measuresHowFarSamplesAreApart() {
        double[] four = Arrays.copyOf(B, 4);

        assertThat(Distance.wasserstein(A, four)).isCloseTo(1.775, CLOSE);
        assertThat(Distance.kolmogorovSmirnov(A, B).p()).isCloseTo(0.9627039627039629, CLOSE);
        assertThat(Distance.kolmogorovSmirnov(A, four).p()).isCloseTo(0.30909090909090914, CLOSE);
    }

    @Test
    void sizesEffects() {
        assertThat(EffectSize.cohenIndependent(A, B).orElseThrow()).isCloseTo(0.24177829102488094, CLOSE);
        assertThat(EffectSize.cliffsDelta(new double[] {3, 4}, new double[] {1, 3})
                        .orElseThrow())
                .isEqualTo(0.75);
        assertThat(EffectSize.cohenH(1, 0)).isCloseTo(Math.PI, CLOSE);
        assertThat(EffectSize.oddsRatio(new McNemar(6, 3))).hasValue(2);
        assertThat(EffectSize.oddsRatio(new McNemar(0, 0))).isEmpty();
    }
}
