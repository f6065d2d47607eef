package dev.llmops.eval.cli;

import dev.llmops.eval.Metric;
import dev.llmops.eval.run.MetricSummary;
import dev.llmops.eval.run.RunDirectory;
import dev.llmops.eval.run.RunSummary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a run adds up to. */
@Command(name = "summary", description = "Shows what a run adds up to.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class SummaryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "A run directory.")
    private Path run;

    SummaryCommand() {}

    @Override
    public Integer call() {
        RunDirectory directory = RunDirectory.open(run);
        print(directory, Sources.metrics(directory), spec.commandLine().getOut());
        return Main.DONE;
    }

    static void print(RunDirectory run, List<? extends Metric> metrics, PrintWriter out) {
        RunSummary summary = run.summary(metrics);
        out.println(run.info().subject() + " on " + run.info().dataset() + ": " + summary.results() + " of "
                + summary.wanted() + " results, " + summary.failures() + " failures, " + run.state());
        Table table = new Table("metric", "score", "measured", "unmeasured", "failed");
        for (MetricSummary metric : summary.metrics()) {
            table.row(
                    metric.metric().name(),
                    metric.score().isPresent() ? Texts.number(metric.score().getAsDouble()) : "-",
                    Long.toString(metric.measured()),
                    Long.toString(metric.unmeasured()),
                    Long.toString(metric.failed()));
        }
        table.print(out);
        for (MetricSummary metric : summary.metrics()) {
            metric.reasons()
                    .forEach((reason, count) ->
                            out.println(metric.metric().name() + ": " + count + " without a value: " + reason));
        }
    }
}
