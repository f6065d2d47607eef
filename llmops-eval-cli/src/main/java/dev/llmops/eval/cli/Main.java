package dev.llmops.eval.cli;

import dev.llmops.api.LlmException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program {@code llmops-eval}. */
@Command(
        name = "llmops-eval",
        description = "Runs, compares, gates and reports evaluations.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; a gate passed, perhaps with warnings",
            "1:a gate failed, or a run did not finish",
            "2:wrong usage or input",
            "3:what was to be compared cannot be compared",
            "4:there is nothing to measure: the data set has no items"
        },
        subcommands = {
            RunCommand.class,
            SummaryCommand.class,
            CompareCommand.class,
            GateCommand.class,
            BaselineCommand.class,
            ReportCommand.class,
            BenchmarkCommand.class,
            MetricsCommand.class
        })
public final class Main {
    /** The exit status when all went well. */
    public static final int DONE = 0;

    /** The exit status when a gate failed or a run did not finish. */
    public static final int FAILED = 1;

    /** The exit status when options or files are wrong. */
    public static final int WRONG_INPUT = 2;

    /** The exit status when things cannot be compared. */
    public static final int INCOMPARABLE = 3;

    /** The exit status when a data set has no items. */
    public static final int NOTHING_TO_MEASURE = 4;

    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "Show where an error came from, not only its message.")
    private boolean stacktrace;

    private Main() {}

    /** Runs the program and ends the virtual machine with its exit status. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(List.of(arguments), out, err));
    }

    /** {@return the exit status of the program, run with {@code arguments}} */
    public static int run(List<String> arguments, PrintWriter out, PrintWriter err) {
        Main main = new Main();
        CommandLine line = new CommandLine(main)
                .setOut(out)
                .setErr(err)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                // Else a mistyped option behind a list, such as that of metrics, is one more of the list.
                .setUnmatchedOptionsAllowedAsOptionParameters(false)
                .setExecutionExceptionHandler((thrown, command, result) -> main.failed(thrown, err));
        int status = line.execute(arguments.toArray(String[]::new));
        out.flush();
        err.flush();
        return status;
    }

    private int failed(Exception thrown, PrintWriter err) {
        boolean known = thrown instanceof LlmException;
        String message = thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
        err.println("error: " + (known ? message : thrown.getClass().getSimpleName() + ": " + message));
        if (stacktrace) {
            thrown.printStackTrace(err);
        }
        return thrown instanceof NothingToMeasureException ? NOTHING_TO_MEASURE : WRONG_INPUT;
    }
}
