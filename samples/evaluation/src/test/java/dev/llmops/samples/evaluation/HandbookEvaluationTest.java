package dev.llmops.samples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.eval.compare.Compare;
import dev.llmops.eval.compare.Comparison;
import dev.llmops.eval.compare.MetricComparison;
import dev.llmops.eval.compare.Verdict;
import dev.llmops.eval.report.HtmlReport;
import dev.llmops.eval.run.Run;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HandbookEvaluationTest {
    private static List<Run> runs;

    @BeforeAll
    static void run() {
        runs = new HandbookEvaluation(QuestionsTest.HANDBOOK, QuestionsTest.QUESTIONS).run();
    }

    @Test
    void nothingFails() {
        assertThat(runs).allSatisfy(run -> {
            assertThat(run.summary().results()).isEqualTo(run.info().items());
            assertThat(run.summary().failures()).isZero();
            assertThat(run.summary().metrics()).allMatch(metric -> metric.failed() == 0);
        });
    }

    @Test
    void theQuickstartFindsAnswersAndCitesThem() {
        Run quickstart = runs.get(0);

        assertThat(score(quickstart, "recall_5")).isBetween(0.85, 1.0);
        assertThat(score(quickstart, "ndcg_cut_5")).isBetween(0.8, 1.0);
        assertThat(score(quickstart, "holds-answer")).isBetween(0.7, 1.0);
        assertThat(score(quickstart, "right-refusal")).isBetween(0.8, 1.0);
        assertThat(score(quickstart, "exact-citations")).isBetween(0.8, 1.0);
        assertThat(score(quickstart, "squad-f1")).isBetween(0.45, 0.95);
    }

    @Test
    void unanswerableQuestionsHaveNoRetrievalScore() {
        long answerable = runs.get(0).summary().metric("recall_5").orElseThrow().measured();
        long all = runs.get(0).info().items();

        assertThat(all - answerable)
                .isEqualTo(
                        runs.get(0).summary().metric("recall_5").orElseThrow().unmeasured())
                .isGreaterThanOrEqualTo(10);
    }

    @Test
    void answersOfOneSentenceCiteLessThatIsBesideThePoint() {
        Comparison comparison = Compare.paired(runs.get(0), runs.get(2)).run();

        assertThat(comparison).isInstanceOfSatisfying(Comparison.Paired.class, paired -> {
            assertThat(paired.metric("citation-precision"))
                    .isInstanceOfSatisfying(
                            MetricComparison.Measured.class,
                            metric -> assertThat(metric.verdict()).isEqualTo(Verdict.BETTER));
            assertThat(paired.metric("recall_5"))
                    .isInstanceOfSatisfying(
                            MetricComparison.Measured.class,
                            metric -> assertThat(metric.verdict()).isEqualTo(Verdict.NO_DIFFERENCE_SHOWN));
        });
    }

    @Test
    void printsEveryMetricOfEveryRun() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        ResultTable table = new ResultTable(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        table.print(runs);
        table.print(Compare.paired(runs.get(0), runs.get(1)).run());

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("quickstart", "top-3", "one-sentence", "short-passages", "top-3 against quickstart")
                .contains("squad-f1", "recip_rank");
    }

    @Test
    void writesTheReport(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("handbook.html");

        HtmlReport.of(List.copyOf(runs)).write(file);

        assertThat(Files.readString(file)).contains("A controller may work at most four consecutive nights");
        assertThat(Files.size(file)).isLessThan(1_000_000);
    }

    private static double score(Run run, String metric) {
        return run.summary().metric(metric).orElseThrow().score().orElseThrow();
    }
}
