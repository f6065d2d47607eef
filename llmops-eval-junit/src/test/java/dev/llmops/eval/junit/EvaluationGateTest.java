package dev.llmops.eval.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.eval.Output;
import dev.llmops.eval.gate.Baseline;
import dev.llmops.eval.gate.Outcome;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationGateTest {
    private static final Path BASELINE = Path.of(Samples.BASELINE);

    @BeforeEach
    void forgetsTheBaseline() throws IOException {
        Files.deleteIfExists(BASELINE);
    }

    @AfterEach
    void answersRightAgain() {
        Samples.subject = Samples::right;
    }

    @Test
    void runsAMethodForEachItem() {
        SampleRun run = SampleRun.of(Samples.Ungated.class);

        assertThat(run.failed()).isEmpty();
        assertThat(run.passed()).containsExactly("one", "two", "three");
    }

    @Test
    void namesItemsAndRepeats() {
        SampleRun run = SampleRun.of(Samples.Alone.class);

        assertThat(run.failed()).isEmpty();
        assertThat(run.passed()).hasSize(20).startsWith("sum-0, repeat 1 of 2", "sum-0, repeat 2 of 2");
    }

    @Test
    void writesTheBaselineIfAskedAndComparesWithItThen() {
        SampleRun without = SampleRun.of(Samples.Compared.class);
        SampleRun update = SampleRun.of(Samples.Compared.class, EvaluationGate.UPDATE, "true");
        SampleRun same = SampleRun.of(Samples.Compared.class);

        assertThat(without.failed().get("Samples$Compared"))
                .isInstanceOf(EvaluationTestException.class)
                .hasMessageContaining("There is no baseline")
                .hasMessageContaining("-Dllmops.eval.updateBaseline=true");
        assertThat(update.failed()).isEmpty();
        assertThat(update.entries())
                .containsExactly("baseline " + BASELINE + ": created: 40 added, 0 removed, 0 changed, 0 as before");
        assertThat(Baseline.read(BASELINE).info().items()).isEqualTo(40);
        assertThat(same.failed()).isEmpty();
        assertThat(same.passed()).hasSize(40);
    }

    @Test
    void failsTheClassOnARegression() {
        SampleRun.of(Samples.Compared.class, EvaluationGate.UPDATE, "true");
        Samples.subject =
                item -> item.id().endsWith("3") || item.id().endsWith("5") ? Samples.wrong(item) : Samples.right(item);

        SampleRun run = SampleRun.of(Samples.Compared.class);

        assertThat(run.passed()).hasSize(40);
        assertThat(run.failed()).containsOnlyKeys("Samples$Compared");
        assertThat(run.failed().get("Samples$Compared"))
                .isInstanceOf(GateFailedError.class)
                .hasMessageContaining("FAIL same [parity=odd], loses less than 0.05")
                .hasMessageNotContaining("parity=even");
        assertThat(run.failed().get("Samples$Compared"))
                .isInstanceOfSatisfying(
                        GateFailedError.class,
                        error -> assertThat(error.report().outcome()).isEqualTo(Outcome.FAIL));
    }

    @Test
    void failsTheClassIfSubjectsFail() {
        Samples.subject = item -> {
            if (item.id().equals("sum-1") || item.id().equals("sum-2")) {
                throw new IllegalStateException("said the secret");
            }
            return Samples.right(item);
        };

        SampleRun run = SampleRun.of(Samples.Alone.class);

        assertThat(run.failed().get("Samples$Alone"))
                .hasMessageContaining("16 of 20 measured (80 %), 4 failed")
                .hasMessageNotContaining("secret");
    }

    @Test
    void recordsWhatWasScoredBeforeAnAssertionFailed() {
        SampleRun run = SampleRun.of(Samples.Throwing.class);

        assertThat(run.failed()).containsOnlyKeys("sum-7");
        assertThat(run.passed()).hasSize(39);
    }

    @Test
    void countsTestsThatGaveNoAnswerAsFailures() {
        SampleRun run = SampleRun.of(Samples.Silent.class);

        assertThat(run.failed().get("Samples$Silent")).hasMessageContaining("the run has no metric same");
    }

    @Test
    void holdsBudgetsAndLeavesQuarantinedItemsOut() {
        Samples.subject = item -> Output.builder(
                        item.id().equals("sum-3") ? "-1" : Samples.right(item).text())
                .cost(new BigDecimal("0.01"))
                .build();
        SampleRun good = SampleRun.of(Samples.Strict.class);
        Samples.subject = item ->
                Samples.right(item).toBuilder().cost(new BigDecimal("0.02")).build();
        SampleRun dear = SampleRun.of(Samples.Strict.class);

        assertThat(good.failed()).isEmpty();
        assertThat(good.passed()).contains("hasNoGate()");
        assertThat(dear.failed().get("Samples$Strict")).hasMessageContaining("total cost, at most 0.4: 0.8");
    }

    @Test
    void tellsWhatIsNotSetUpRight() {
        assertThat(SampleRun.of(Samples.Twice.class).failed().values())
                .anySatisfy(thrown -> assertThat(thrown).hasMessageContaining("has one @EvaluationTest"));
        assertThat(SampleRun.of(Samples.WithoutRules.class).failed().get("Samples$WithoutRules"))
                .hasMessageContaining("needs a file of rules");
        assertThat(SampleRun.of(Samples.WithoutSource.class).failed().values())
                .anySatisfy(thrown -> assertThat(thrown).hasMessageContaining("no static method nowhere()"));
    }

    @Test
    void writesReportsIfAsked(@TempDir Path directory) throws IOException {
        SampleRun.of(Samples.Alone.class, EvaluationGate.REPORTS, directory.toString());

        String name = "gate-" + Samples.Alone.class.getName();
        assertThat(Files.readString(directory.resolve(name + ".md"))).startsWith("## Gate: PASS");
        assertThat(Files.readString(directory.resolve("TEST-" + name + ".xml"))).contains("<testsuites");
    }
}
