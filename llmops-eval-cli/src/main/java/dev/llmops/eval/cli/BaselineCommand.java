package dev.llmops.eval.cli;

import dev.llmops.eval.gate.Baseline;
import dev.llmops.eval.run.RunDirectory;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a baseline from a run. */
@Command(
        name = "baseline",
        description = "Writes the scores of a run to a file for version control, or brings that file up to date.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BaselineCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "A run directory.")
    private Path run;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "The baseline.")
    private Path output;

    BaselineCommand() {}

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(output + " " + Baseline.update(output, RunDirectory.open(run)));
        return Main.DONE;
    }
}
