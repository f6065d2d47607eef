package dev.llmops.eval.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.api.CallControl;
import dev.llmops.eval.Direction;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.random.NumpyGenerator;
import dev.llmops.eval.run.MetricInfo;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class CompareTest {
    @Test
    void testsOutcomesByMcNemar() {
        // 2 right in both, 1 only in the base, 9 only in the candidate, 3 in neither.
        Results base = Runs.accuracy("base", 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        Results candidate = Runs.accuracy("candidate", 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0);

        MetricComparison.Measured accuracy =
                only(Compare.paired(base, candidate).run());

        assertThat(accuracy.test()).isEqualTo(TestKind.MCNEMAR_EXACT);
        assertThat(accuracy.pairs()).isEqualTo(15);
        assertThat(accuracy.delta()).isCloseTo(8.0 / 15, within(1e-12));
        assertThat(accuracy.p()).isCloseTo(2 * 11 / 1024.0, within(1e-12));
        assertThat(accuracy.verdict()).isEqualTo(Verdict.BETTER);
        assertThat(accuracy.ci95().low()).isPositive();
        assertThat(accuracy.ci95().contains(accuracy.delta())).isTrue();
    }

    @Test
    void testsValuesByPermutation() {
        Results base = Runs.accuracy("base", 0.1, 0.2, 0.3, 0.4, 0.5, 0.6);
        Results candidate = Runs.accuracy("candidate", 0.2, 0.3, 0.5, 0.5, 0.7, 0.8);

        MetricComparison.Measured accuracy =
                only(Compare.paired(base, candidate).run());

        assertThat(accuracy.test()).isEqualTo(TestKind.PERMUTATION);
        assertThat(accuracy.p()).isEqualTo(2 / 64.0);
        assertThat(accuracy.verdict()).isEqualTo(Verdict.BETTER);
        assertThat(accuracy.detectable()).isPresent();
    }

    @Test
    void turnsTheVerdictWhereLessIsBetter() {
        MetricInfo latency = Runs.metric("latency", Direction.LOWER_IS_BETTER);
        Results base = Runs.run(Runs.info("a", "h", 10, 1, latency), 10, 1, (i, r) -> Map.of("latency", Score.of(i)));
        Results slower = Runs.run(
                Runs.info("b", "h", 10, 1, latency), 10, 1, (i, r) -> Map.of("latency", Score.of(i + 1 + i * 0.01)));

        MetricComparison.Measured measured = only(Compare.paired(base, slower).run());

        assertThat(measured.delta()).isPositive();
        assertThat(measured.gain()).isNegative();
        assertThat(measured.verdict()).isEqualTo(Verdict.WORSE);
        assertThat(measured.nonInferior(0.5).shown()).isFalse();
        assertThat(measured.nonInferior(2).shown()).isTrue();
    }

    @Test
    void countsWhatIsUnmeasuredAndLeavesItOut() {
        double none = Double.NaN;
        Results base = Runs.accuracy("base", 1, 1, none, 0, 1);
        Results candidate = Runs.accuracy("candidate", none, 1, 1, 0, none);

        MetricComparison.Measured accuracy =
                only(Compare.paired(base, candidate).run());

        assertThat(accuracy.pairs()).isEqualTo(2);
        assertThat(accuracy.baseCoverage()).isEqualTo(new Coverage(4, 1, 0));
        assertThat(accuracy.candidateCoverage()).isEqualTo(new Coverage(3, 2, 0));
        assertThat(accuracy.base()).isEqualTo(0.5);
    }

    @Test
    void refusesOtherDataSets() {
        MetricInfo metric = Runs.metric("accuracy", Direction.HIGHER_IS_BETTER);
        Results other =
                Runs.run(Runs.info("b", "another", 2, 1, metric), 2, 1, (i, r) -> Map.of("accuracy", Score.of(1)));

        Comparison comparison = Compare.paired(Runs.accuracy("a", 1, 1), other).run();

        assertThat(comparison).isInstanceOf(Comparison.Incomparable.class);
        assertThat(((Comparison.Incomparable) comparison).reasons())
                .singleElement()
                .asString()
                .contains("another");
    }

    @Test
    void refusesRunsWithTheSameResultTwice() {
        Results once = Runs.accuracy("a", 1, 0);
        List<Result> twice = new ArrayList<>(once.stream().toList());
        twice.add(twice.get(0));

        Comparison comparison =
                Compare.paired(once, Results.of(once.info(), twice)).run();

        assertThat(((Comparison.Incomparable) comparison).reasons())
                .containsExactly("candidate: item \"i0\" is there more than once with repeat 0");
    }

    @Test
    void refusesMetricsThatMeanSomethingElse() {
        MetricInfo one =
                new MetricInfo("bleu", Signature.of("bleu").with("tok", "13a"), Direction.HIGHER_IS_BETTER, true);
        MetricInfo other =
                new MetricInfo("bleu", Signature.of("bleu").with("tok", "intl"), Direction.HIGHER_IS_BETTER, true);
        Results base = Runs.run(Runs.info("a", "h", 3, 1, one), 3, 1, (i, r) -> Map.of("bleu", Score.of(i)));
        Results candidate = Runs.run(Runs.info("b", "h", 3, 1, other), 3, 1, (i, r) -> Map.of("bleu", Score.of(i + 1)));

        Comparison.Paired paired =
                (Comparison.Paired) Compare.paired(base, candidate).run();

        assertThat(paired.measured()).isEmpty();
        assertThat(paired.metric("bleu")).isInstanceOf(MetricComparison.Incomparable.class);
    }

    @Test
    void resamplesItemsWhereTheyAreRepeated() {
        NumpyGenerator random = NumpyGenerator.seeded(3);
        MetricInfo metric = Runs.metric("accuracy", Direction.HIGHER_IS_BETTER);
        Results base = Runs.run(
                Runs.info("a", "h", 40, 5, metric),
                40,
                5,
                (i, r) -> Map.of("accuracy", Score.of(random.nextDouble() < 0.4 ? 1 : 0)));
        Results candidate = Runs.run(
                Runs.info("b", "h", 40, 5, metric),
                40,
                5,
                (i, r) -> Map.of("accuracy", Score.of(random.nextDouble() < 0.7 ? 1 : 0)));

        MetricComparison.Measured accuracy =
                only(Compare.paired(base, candidate).run());

        assertThat(accuracy.test()).isEqualTo(TestKind.CLUSTER_BOOTSTRAP);
        assertThat(accuracy.pairs()).isEqualTo(40);
        assertThat(accuracy.verdict()).isEqualTo(Verdict.BETTER);
    }

    @Test
    void aFewRepeatedItemsThatDifferAlikeProveNothing() {
        MetricInfo metric = Runs.metric("accuracy", Direction.HIGHER_IS_BETTER);
        Results base = Runs.run(Runs.info("a", "h", 3, 4, metric), 3, 4, (i, r) -> Map.of("accuracy", Score.of(0.5)));
        Results better =
                Runs.run(Runs.info("b", "h", 3, 4, metric), 3, 4, (i, r) -> Map.of("accuracy", Score.of(0.75)));

        MetricComparison.Measured few = only(Compare.paired(base, better).run());
        MetricComparison.Measured none = only(Compare.paired(base, base).run());

        assertThat(few.test()).isEqualTo(TestKind.CLUSTER_BOOTSTRAP);
        assertThat(few.p()).isEqualTo(0.25);
        assertThat(few.verdict()).isEqualTo(Verdict.NO_DIFFERENCE_SHOWN);
        assertThat(none.p()).isEqualTo(1);
    }

    @Test
    void needsTheMetricWhereACorpusScoreIsNotAMean() {
        Metric ratio = new Ratio();
        NumpyGenerator random = NumpyGenerator.seeded(4);
        Results base = Runs.run(
                Runs.info("a", "h", 50, 1, MetricInfo.of(ratio)),
                50,
                1,
                (i, r) -> Map.of("ratio", Score.of(0.5, new double[] {random.nextInt(5), 10})));
        Results candidate = Runs.run(
                Runs.info("b", "h", 50, 1, MetricInfo.of(ratio)),
                50,
                1,
                (i, r) -> Map.of("ratio", Score.of(0.5, new double[] {2 + random.nextInt(5), 10})));

        Comparison.Paired without =
                (Comparison.Paired) Compare.paired(base, candidate).run();
        MetricComparison.Measured with =
                only(Compare.paired(base, candidate).metrics(ratio).run());

        assertThat(without.metric("ratio")).isInstanceOf(MetricComparison.Unmeasured.class);
        assertThat(with.test()).isEqualTo(TestKind.BOOTSTRAP);
        assertThat(with.delta()).isCloseTo(0.2, within(0.1));
        assertThat(with.verdict()).isEqualTo(Verdict.BETTER);
    }

    @Test
    void correctsForTheNumberOfMetrics() {
        MetricInfo[] metrics = {
            Runs.metric("a", Direction.HIGHER_IS_BETTER), Runs.metric("b", Direction.HIGHER_IS_BETTER)
        };
        Results base = Runs.run(
                Runs.info("a", "h", 6, 1, metrics),
                6,
                1,
                (i, r) -> Map.of("a", Score.of(i * 0.1), "b", Score.of(i * 0.1)));
        Results candidate = Runs.run(
                Runs.info("b", "h", 6, 1, metrics),
                6,
                1,
                (i, r) -> Map.of("a", Score.of(i * 0.11 + 0.1), "b", Score.of(i * 0.1 + (i == 0 ? -1 : 0.1))));

        List<MetricComparison.Measured> measured =
                ((Comparison.Paired) Compare.paired(base, candidate).run()).measured();

        assertThat(measured.get(0).p()).isEqualTo(2 / 64.0);
        assertThat(measured.get(0).adjustedP()).isEqualTo(4 / 64.0);
        assertThat(measured.get(0).verdict()).isEqualTo(Verdict.NO_DIFFERENCE_SHOWN);
    }

    @Test
    void takesSmallDifferencesForNoneThatMatters() {
        Results base = Runs.accuracy("base", 0.1, 0.2, 0.3, 0.4, 0.5, 0.6);
        Results candidate = Runs.accuracy("candidate", 0.11, 0.21, 0.32, 0.41, 0.52, 0.62);

        assertThat(only(Compare.paired(base, candidate).run()).verdict()).isEqualTo(Verdict.BETTER);
        assertThat(only(Compare.paired(base, candidate).minEffect(0.05).run()).verdict())
                .isEqualTo(Verdict.NO_DIFFERENCE_SHOWN);
    }

    @Test
    void saysThatEqualRunsDoNotDiffer() {
        Results base = Runs.accuracy("base", 0.1, 0.2, 0.3);

        MetricComparison.Measured accuracy = only(Compare.paired(base, base).run());

        assertThat(accuracy.p()).isEqualTo(1);
        assertThat(accuracy.verdict()).isEqualTo(Verdict.NO_DIFFERENCE_SHOWN);
        assertThat(accuracy.effect()).isEmpty();
        assertThat(accuracy.detectable()).isEmpty();
        assertThat(accuracy.nonInferior(0.01).shown()).isTrue();
    }

    @Test
    void comparesSlices() {
        double[] base = new double[40];
        double[] candidate = new double[40];
        for (int i = 0; i < 40; i++) {
            candidate[i] = i % 2 == 0 ? 1 : 0;
        }

        SortedMap<String, Comparison> slices = Compare.paired(Runs.accuracy("a", base), Runs.accuracy("b", candidate))
                .slices("parity");

        assertThat(slices).containsOnlyKeys("even", "odd");
        assertThat(only(Objects.requireNonNull(slices.get("even"))).verdict()).isEqualTo(Verdict.BETTER);
        assertThat(only(Objects.requireNonNull(slices.get("odd"))).verdict()).isEqualTo(Verdict.NO_DIFFERENCE_SHOWN);
    }

    private static MetricComparison.Measured only(Comparison comparison) {
        return ((Comparison.Paired) comparison).measured().get(0);
    }

    private static final class Ratio implements Metric {
        @Override
        public Signature signature() {
            return Signature.of("ratio");
        }

        @Override
        public Score score(Sample sample, CallControl control) {
            return Score.unmeasured("not asked");
        }

        @Override
        public boolean isMean() {
            return false;
        }
    }
}
