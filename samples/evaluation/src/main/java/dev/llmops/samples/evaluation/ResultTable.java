package dev.llmops.samples.evaluation;

import dev.llmops.eval.compare.Comparison;
import dev.llmops.eval.compare.MetricComparison;
import dev.llmops.eval.run.MetricSummary;
import dev.llmops.eval.run.Run;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Prints runs side by side. */
final class ResultTable {
    private final PrintStream out;

    ResultTable(PrintStream out) {
        this.out = out;
    }

    void print(List<? extends Run> runs) {
        out.printf("%-20s", "");
        runs.forEach(run -> out.printf("%16s", run.info().subject()));
        out.printf("%12s%n", "measured");
        for (MetricSummary metric : runs.get(0).summary().metrics()) {
            String name = metric.metric().name();
            out.printf("%-20s", name);
            for (Run run : runs) {
                out.printf("%16s", score(run, name));
            }
            out.printf("%12d%n", metric.measured());
        }
    }

    /** Prints what each metric shows of the difference; p is corrected for the number of metrics. */
    void print(Comparison comparison) {
        out.printf(
                "%n%s against %s%n",
                comparison.candidate().subject(), comparison.base().subject());
        if (comparison instanceof Comparison.Incomparable incomparable) {
            incomparable.reasons().forEach(reason -> out.printf("  cannot be compared: %s%n", reason));
        } else if (comparison instanceof Comparison.Paired paired) {
            paired.measured().forEach(this::print);
        }
    }

    private void print(MetricComparison.Measured metric) {
        out.printf(
                Locale.ROOT,
                "  %-20s %+.3f  (%+.3f to %+.3f)  p %.3f  %s%n",
                metric.metric(),
                metric.delta(),
                metric.ci95().low(),
                metric.ci95().high(),
                metric.adjustedP(),
                metric.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    private static String score(Run run, String name) {
        return run.summary()
                .metric(name)
                .filter(metric -> metric.score().isPresent())
                .map(metric -> String.format(Locale.ROOT, "%.3f", metric.score().getAsDouble()))
                .orElse("-");
    }
}
