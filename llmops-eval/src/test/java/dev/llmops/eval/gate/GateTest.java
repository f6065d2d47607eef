package dev.llmops.eval.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.InvalidInputException;
import dev.llmops.eval.Direction;
import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.run.MetricInfo;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.Results;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final Results BASE = Runs.of(40, item -> Score.of(0.6 + 0.01 * (item % 7)));

    @Test
    void passesWhatFulfilsEveryRule() {
        Gate gate = gate(MetricRule.of("f1")
                .minimum(0.5)
                .maximum(1)
                .everyItem(0.6)
                .nonInferior(0.02)
                .notWorse());

        GateReport report = gate.check(BASE, Baseline.of(BASE));

        assertThat(report.outcome()).isEqualTo(Outcome.PASS);
        assertThat(report.passed()).isTrue();
        assertThat(report.summary()).isEqualTo("PASS: 8 checks");
    }

    @Test
    void failsBelowAMinimumAndAboveAMaximum() {
        assertThat(outcome(MetricRule.of("f1").minimum(0.7))).isEqualTo(Outcome.FAIL);
        assertThat(outcome(MetricRule.of("f1").maximum(0.5))).isEqualTo(Outcome.FAIL);
        assertThat(outcome(MetricRule.of("f1").minimum(0.7).severity(Severity.WARN)))
                .isEqualTo(Outcome.WARN);
    }

    @Test
    void failsIfOneItemIsWorseThanAllowed() {
        Results run = Runs.of(10, item -> Score.of(item == 7 ? 0.1 : 0.9));

        GateReport report = gate(MetricRule.of("f1").everyItem(0.5)).check(run);

        assertThat(report.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(report.summary()).contains("1 items are worse: q0007");
    }

    @Test
    void letsAnItemSayHowSevereItIs() {
        assertThat(severe("fail").outcome()).isEqualTo(Outcome.FAIL);
        assertThat(severe("warn").outcome()).isEqualTo(Outcome.WARN);
        assertThat(severe("off").outcome()).isEqualTo(Outcome.PASS);
        assertThat(severe("hgih").outcome()).isEqualTo(Outcome.INCOMPARABLE);
    }

    @Test
    void failsIfTooLittleIsMeasured() {
        Results run = Runs.of(20, item -> item < 2 ? Score.unmeasured("no reference") : Score.of(1));

        assertThat(gate(MetricRule.of("f1")).check(run).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(gate(MetricRule.of("f1").coverage(0.9)).check(run).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void countsFailedSubjectsAsNotMeasured() {
        List<Result> results = new ArrayList<>(BASE.stream().toList());
        Result first = results.get(0);
        results.set(0, new Result(first.item(), 0, Output.failure("timed out").build(), first.scores()));

        GateReport report = gate(MetricRule.of("f1").coverage(1)).check(Results.of(BASE.info(), results));

        assertThat(report.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(report.summary()).contains("39 of 40 measured (97.5 %), 1 failed");
    }

    @Test
    void neverPassesWhatIsNotMeasuredAtAll() {
        Results run = Runs.of(5, item -> Score.failed("no judge"));

        GateReport report = gate(MetricRule.of("f1").coverage(0).minimum(-1).severity(Severity.WARN))
                .check(run);

        assertThat(report.outcome()).isEqualTo(Outcome.INCOMPARABLE);
        assertThat(report.passed()).isFalse();
    }

    @Test
    void failsOnALossAgainstTheBaseline() {
        Results worse = Runs.of(40, item -> Score.of(0.5 + 0.01 * (item % 5)));

        assertThat(gate(MetricRule.of("f1").nonInferior(0.02))
                        .check(worse, BASE)
                        .outcome())
                .isEqualTo(Outcome.FAIL);
        assertThat(gate(MetricRule.of("f1").notWorse()).check(worse, BASE).outcome())
                .isEqualTo(Outcome.FAIL);
        assertThat(gate(MetricRule.of("f1").notWorse()).check(BASE, worse).outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void knowsWhichWayIsBetter() {
        MetricInfo errors = new MetricInfo("wer", Signature.of("wer"), Direction.LOWER_IS_BETTER, true);
        Results base = Runs.of("v1", "h", errors, 40, 1, (item, r) -> Score.of(0.2 + 0.01 * (item % 7)));
        Results more = Runs.of("v2", "h", errors, 40, 1, (item, r) -> Score.of(0.3 + 0.01 * (item % 5)));
        Gate gate = gate(MetricRule.of("wer").nonInferior(0.02).notWorse());

        assertThat(gate.check(more, base).checks(Outcome.FAIL)).hasSize(2);
        assertThat(gate.check(base, more).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void asksNonInferiorityToBeShown() {
        Results noisy = Runs.of(6, item -> Score.of(item % 2));
        Results other = Runs.of(6, item -> Score.of((item + item / 2) % 2));

        assertThat(gate(MetricRule.of("f1").nonInferior(0.05))
                        .check(noisy, other)
                        .outcome())
                .isEqualTo(Outcome.FAIL);
        assertThat(gate(MetricRule.of("f1").notWorse()).check(noisy, other).outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(gate(MetricRule.of("f1").detectable(0.05))
                        .check(noisy, other)
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void looksAtSlices() {
        Results worseInGerman = Runs.of(40, item -> Score.of(0.6 + 0.01 * (item % 7) - (item % 2 == 0 ? 0.3 : 0)));

        GateReport report =
                gate(MetricRule.of("f1").each("language").notWorse()).check(worseInGerman, BASE);

        assertThat(report.checks(Outcome.FAIL))
                .singleElement()
                .satisfies(check -> assertThat(check.subject()).isEqualTo("f1 [language=de]"));
        assertThat(gate(MetricRule.of("f1").within("language", "en").notWorse())
                        .check(worseInGerman, BASE)
                        .outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(gate(MetricRule.of("f1").within("language", "fr").notWorse())
                        .check(BASE, BASE)
                        .outcome())
                .isEqualTo(Outcome.INCOMPARABLE);
    }

    @Test
    void refusesToCompareOtherData() {
        Results otherData = Runs.of("v2", "other", Runs.F1, 40, 1, (item, r) -> Score.of(0.9));

        GateReport report = gate(MetricRule.of("f1").nonInferior(0.02)).check(otherData, BASE);

        assertThat(report.outcome()).isEqualTo(Outcome.INCOMPARABLE);
        assertThat(report.passed()).isFalse();
        assertThat(report.summary()).contains("hash other").contains("hash hash");
    }

    @Test
    void refusesToCompareOtherItems() {
        List<Result> others = new ArrayList<>(BASE.stream().toList());
        others.set(3, new Result(Item.of("new", "x"), 0, Output.of("y"), Map.of("f1", Score.of(1))));

        GateReport report = gate(MetricRule.of("f1").notWorse()).check(Results.of(BASE.info(), others), BASE);

        assertThat(report.outcome()).isEqualTo(Outcome.INCOMPARABLE);
        assertThat(report.summary()).contains("the run has no items q0003").contains("the baseline has no items new");
    }

    @Test
    void refusesToCompareOtherMetrics() {
        MetricInfo unlike =
                new MetricInfo("f1", Signature.of("f1").with("tok", "intl"), Direction.HIGHER_IS_BETTER, true);
        Results run = Runs.of("v2", "hash", unlike, 40, 1, (item, r) -> Score.of(0.9));

        assertThat(gate(MetricRule.of("f1").notWorse()).check(run, BASE).summary())
                .contains("INCOMPARABLE")
                .contains("f1|tok:intl");
        assertThat(gate(MetricRule.of("bleu").minimum(1)).check(BASE).summary())
                .contains("the run has no metric bleu; it has f1");
        assertThat(gate(MetricRule.of("f1").notWorse()).check(BASE).summary()).contains("there is no baseline");
    }

    @Test
    void tellsHowAMetricIsCalledThatARuleCallsOtherwise() {
        MetricInfo f1 = new MetricInfo("squad-f1", Signature.of("squad-f1"), Direction.HIGHER_IS_BETTER, true);
        Results run = Runs.of("v1", "hash", f1, 5, 1, (item, repeat) -> Score.of(1));

        assertThat(gate(MetricRule.of("f1").minimum(0.5)).check(run).summary())
                .contains("the run has no metric f1; it has squad-f1; f1 is called squad-f1");
        assertThat(gate(MetricRule.of("other").minimum(0.5)).check(run).summary())
                .contains("the run has no metric other; it has squad-f1")
                .doesNotContain("is called");
    }

    @Test
    void refusesInterruptedRuns() {
        Results half = Results.of(BASE.info(), BASE.stream().limit(20).toList());

        GateReport report = gate(MetricRule.of("f1").minimum(0.1)).check(half);

        assertThat(report.outcome()).isEqualTo(Outcome.INCOMPARABLE);
        assertThat(report.summary()).contains("20 of 40 items");
    }

    @Test
    void refusesOtherFingerprintsIfAsked() {
        Results v2 = Runs.of("v2", "hash", Runs.F1, 40, 1, (item, r) -> Score.of(0.6 + 0.01 * (item % 7)));
        Gate.Builder rules = Gate.builder().rule(MetricRule.of("f1").notWorse());

        assertThat(rules.sameFingerprint("model").build().check(v2, BASE).outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(rules.sameFingerprint("prompt").build().check(v2, BASE).summary())
                .contains("the fingerprint prompt is v2, that of the baseline v1");
    }

    @Test
    void leavesQuarantinedItemsOut() {
        Results flaky = Runs.of(40, item -> Score.of(item == 5 ? 0 : 0.9));
        Gate gate = Gate.builder()
                .rule(MetricRule.of("f1").everyItem(0.5))
                .quarantine(Set.of("q0005", "gone"))
                .build();

        GateReport report = gate.check(flaky);

        assertThat(report.outcome()).isEqualTo(Outcome.WARN);
        assertThat(report.quarantined()).containsExactly("q0005");
        assertThat(report.summary()).contains("no items gone");
    }

    @Test
    void holdsBudgets() {
        Results run = timed(100, true);

        assertThat(budget(Budget.latency(0.5, Duration.ofMillis(50)), run)).isEqualTo(Outcome.PASS);
        assertThat(budget(Budget.latency(0.5, Duration.ofMillis(49)), run)).isEqualTo(Outcome.FAIL);
        assertThat(budget(Budget.latency(0.95, Duration.ofMillis(95)), run)).isEqualTo(Outcome.PASS);
        assertThat(budget(Budget.latency(0.95, Duration.ofMillis(94)).severity(Severity.WARN), run))
                .isEqualTo(Outcome.WARN);
        assertThat(budget(Budget.totalCost(new BigDecimal("1.00")), run)).isEqualTo(Outcome.PASS);
        assertThat(budget(Budget.totalCost(new BigDecimal("0.99")), run)).isEqualTo(Outcome.FAIL);
        assertThat(budget(Budget.meanCost(new BigDecimal("0.01")), run)).isEqualTo(Outcome.PASS);
        assertThat(budget(Budget.meanCost(new BigDecimal("0.009")), run)).isEqualTo(Outcome.FAIL);
    }

    @Test
    void takesTheNearestRankWhereItsNumberIsNotExact() {
        Results run = timed(100, true);

        assertThat(budget(Budget.latency(0.55, Duration.ofMillis(55)), run)).isEqualTo(Outcome.PASS);
        assertThat(budget(Budget.latency(0.55, Duration.ofMillis(54)), run)).isEqualTo(Outcome.FAIL);
        assertThat(budget(Budget.latency(1e-12, Duration.ofMillis(1)), run)).isEqualTo(Outcome.PASS);
    }

    @Test
    void takesUnknownCostAndLatencyForNeitherZeroNorAPass() {
        Results half = timed(100, false);

        assertThat(budget(Budget.totalCost(BigDecimal.TEN), half)).isEqualTo(Outcome.INCOMPARABLE);
        assertThat(budget(Budget.totalCost(new BigDecimal("0.1")), half)).isEqualTo(Outcome.FAIL);
        assertThat(budget(Budget.meanCost(BigDecimal.TEN), half)).isEqualTo(Outcome.INCOMPARABLE);
        assertThat(budget(Budget.latency(0.95, Duration.ofHours(1)), half)).isEqualTo(Outcome.INCOMPARABLE);
    }

    @Test
    void refusesSettingsThatMeanNothing() {
        assertThatThrownBy(() -> Gate.builder().build()).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> MetricRule.of("f1").nonInferior(0)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> MetricRule.of("f1").coverage(95)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> MetricRule.of("f1").minimum(Double.NaN)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Budget.latency(95, Duration.ofSeconds(1))).isInstanceOf(InvalidInputException.class);
    }

    private static Gate gate(MetricRule rule) {
        return Gate.builder().rule(rule).build();
    }

    private static Outcome outcome(MetricRule rule) {
        return gate(rule).check(BASE).outcome();
    }

    private static Outcome budget(Budget budget, Results run) {
        return Gate.builder().budget(budget).build().check(run).outcome();
    }

    private static GateReport severe(String severity) {
        Item item = Item.builder("a", "x").fields(Map.of("severity", severity)).build();
        Results run = Results.of(
                Runs.info("v1", "h", Runs.F1, 1, 1),
                List.of(new Result(item, 0, Output.of("y"), Map.of("f1", Score.of(0)))));
        return Gate.builder()
                .rule(MetricRule.of("f1").everyItem(0.5))
                .itemSeverity("severity")
                .build()
                .check(run);
    }

    /** Answers that took 1 to n milliseconds and cost 0.01 each; every other one unknown unless {@code all}. */
    private static Results timed(int n, boolean all) {
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Output.Builder output = Output.builder("y");
            if (all || i % 2 == 0) {
                output.latency(Duration.ofMillis(i + 1)).cost(new BigDecimal("0.01"));
            }
            results.add(new Result(Item.of(Runs.id(i), "x"), 0, output.build(), Map.of("f1", Score.of(1))));
        }
        return Results.of(Runs.info("v1", "h", Runs.F1, n, 1), results);
    }
}
