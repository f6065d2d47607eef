package dev.llmops.eval.cli;

import dev.llmops.eval.Metric;
import dev.llmops.eval.report.HtmlReport;
import dev.llmops.eval.run.Results;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes runs side by side as one HTML file. */
@Command(
        name = "report",
        description = "Writes runs side by side as one HTML file; the first is what the others are compared with.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "RUN", description = "Run directories.")
    private List<Path> runs;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "The HTML file.")
    private Path output;

    @Option(names = "--title", paramLabel = "TEXT", description = "The title; the data set gives it unless set.")
    private @Nullable String title;

    @Option(names = "--max-items", paramLabel = "N", description = "Items to look at; default ${DEFAULT-VALUE}.")
    private int maxItems = 10_000;

    ReportCommand() {}

    @Override
    public Integer call() {
        List<Results> results = runs.stream().map(Sources::results).toList();
        Map<String, Metric> metrics = new LinkedHashMap<>();
        results.forEach(run -> Sources.metrics(run).forEach(metric -> metrics.put(metric.name(), metric)));
        HtmlReport all = HtmlReport.of(results).metrics(metrics.values().toArray(Metric[]::new));
        HtmlReport report = Options.use("--max-items", () -> all.maxItems(maxItems));
        String given = title;
        (given == null ? report : Options.use("--title", () -> report.title(given))).write(output);
        spec.commandLine().getOut().println("The report is in " + output + ".");
        return Main.DONE;
    }
}
