package dev.llmops.samples.evaluation;

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

    private static String score(Run run, String name) {
        return run.summary()
                .metric(name)
                .filter(metric -> metric.score().isPresent())
                .map(metric -> String.format(Locale.ROOT, "%.3f", metric.score().getAsDouble()))
                .orElse("-");
    }
}
