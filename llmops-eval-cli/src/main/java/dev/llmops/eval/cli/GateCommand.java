package dev.llmops.eval.cli;

import dev.llmops.eval.gate.Check;
import dev.llmops.eval.gate.Gate;
import dev.llmops.eval.gate.GateFile;
import dev.llmops.eval.gate.GateReport;
import dev.llmops.eval.gate.JUnitXml;
import dev.llmops.eval.gate.Markdown;
import dev.llmops.eval.gate.Outcome;
import dev.llmops.eval.run.Results;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Decides whether a run fulfils the rules of a file. */
@Command(
        name = "gate",
        description = "Decides whether a run fulfils the rules of a file. Asks nothing and needs no network.",
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class GateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "A run directory.")
    private Path run;

    @Option(
            names = {"-r", "--rules"},
            required = true,
            paramLabel = "FILE",
            description = "The rules, as YAML or JSON.")
    private Path rules;

    @Option(
            names = {"-b", "--baseline"},
            paramLabel = "PATH",
            description = "A baseline, or the directory of the run to compare with.")
    private @Nullable Path baseline;

    @Option(names = "--junit-xml", paramLabel = "FILE", description = "Writes the checks for a build server.")
    private @Nullable Path xml;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Writes the checks for people.")
    private @Nullable Path markdown;

    GateCommand() {}

    @Override
    public Integer call() {
        Results results = Sources.results(run);
        Gate.Builder builder = GateFile.read(rules);
        Sources.metrics(results).forEach(builder::metric);
        Gate gate = builder.build();
        GateReport report = baseline == null ? gate.check(results) : gate.check(results, Sources.results(baseline));
        print(report, spec.commandLine().getOut());
        if (xml != null) {
            Sources.write(xml, JUnitXml.of(report, "gate of " + report.run().subject()));
        }
        if (markdown != null) {
            Sources.write(markdown, Markdown.of(report));
        }
        return status(report.outcome());
    }

    private static void print(GateReport report, PrintWriter out) {
        for (Check check : report.checks()) {
            out.println(check.outcome() + "  " + check.subject() + ", " + check.rule() + ": " + check.message());
        }
        if (!report.quarantined().isEmpty()) {
            out.println("in quarantine: " + String.join(", ", report.quarantined()));
        }
        out.println("The gate says " + report.outcome() + ".");
    }

    static int status(Outcome outcome) {
        return switch (outcome) {
            case PASS, WARN -> Main.DONE;
            case INCOMPARABLE -> Main.INCOMPARABLE;
            case FAIL -> Main.FAILED;
        };
    }
}
