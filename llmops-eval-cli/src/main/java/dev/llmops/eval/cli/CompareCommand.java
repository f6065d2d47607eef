package dev.llmops.eval.cli;

import dev.llmops.api.ConfigurationException;
import dev.llmops.eval.Metric;
import dev.llmops.eval.compare.Compare;
import dev.llmops.eval.compare.Comparison;
import dev.llmops.eval.compare.MetricComparison;
import dev.llmops.eval.compare.NonInferiority;
import dev.llmops.eval.run.Results;
import dev.llmops.eval.statistics.Interval;
import dev.llmops.eval.statistics.Multiplicity;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares two runs item by item. */
@Command(
        name = "compare",
        description = "Compares two runs, item by item. Ends with status 3 if nothing of them can be compared.",
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CompareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "BASE", description = "A run directory or a baseline.")
    private Path base;

    @Parameters(index = "1", paramLabel = "CANDIDATE", description = "A run directory.")
    private Path candidate;

    @Option(names = "--alpha", paramLabel = "P", description = "Bound of adjusted p values; default ${DEFAULT-VALUE}.")
    private double alpha = 0.05;

    @Option(
            names = "--correction",
            paramLabel = "NAME",
            description = "For several metrics: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private Multiplicity correction = Multiplicity.HOLM;

    @Option(names = "--slices", paramLabel = "FIELD", description = "Compares the items of each value of a field too.")
    private @Nullable String slices;

    @Option(
            names = "--margin",
            paramLabel = "METRIC=LOSS",
            description = "Says whether less than that is shown to be lost.")
    private Map<String, Double> margins = new TreeMap<>();

    CompareCommand() {}

    @Override
    public Integer call() {
        Results left = Sources.results(base);
        Results right = Sources.results(candidate);
        Compare compare = Options.use(
                        "--alpha", () -> Compare.paired(left, right).alpha(alpha))
                .correction(correction)
                .metrics(Sources.metrics(right).toArray(Metric[]::new));
        PrintWriter out = spec.commandLine().getOut();
        Comparison comparison = compare.run();
        boolean compared = print(comparison, out);
        if (comparison instanceof Comparison.Paired paired) {
            margins.forEach((metric, margin) -> margin(paired, metric, margin, out));
        }
        if (slices != null) {
            String field = slices;
            SortedMap<String, Comparison> parts = Options.use("--slices", () -> compare.slices(field));
            for (Map.Entry<String, Comparison> part : parts.entrySet()) {
                out.println();
                out.println(slices + "=" + part.getKey());
                print(part.getValue(), out);
            }
        }
        return compared ? Main.DONE : Main.INCOMPARABLE;
    }

    /** Prints, and tells whether a metric could be compared. */
    private static boolean print(Comparison comparison, PrintWriter out) {
        if (comparison instanceof Comparison.Incomparable incomparable) {
            incomparable.reasons().forEach(reason -> out.println("incomparable: " + reason));
            return false;
        }
        Comparison.Paired paired = (Comparison.Paired) comparison;
        out.println(paired.base().subject() + " -> " + paired.candidate().subject() + " on "
                + paired.base().dataset() + ": " + paired.items() + " items in both, " + paired.onlyBase()
                + " in the first only, " + paired.onlyCandidate() + " in the second only");
        Table table = new Table("metric", "pairs", "base", "candidate", "delta", "95 %", "p", "detectable", "verdict");
        for (MetricComparison metric : paired.metrics()) {
            row(metric, table);
        }
        table.print(out);
        return !paired.measured().isEmpty();
    }

    private static void row(MetricComparison metric, Table table) {
        if (metric instanceof MetricComparison.Measured measured) {
            Interval interval = measured.ci95();
            OptionalDouble detectable = measured.detectable();
            table.row(
                    metric.metric(),
                    Integer.toString(measured.pairs()),
                    Texts.number(measured.base()),
                    Texts.number(measured.candidate()),
                    Texts.signed(measured.delta()),
                    "[" + Texts.signed(interval.low()) + ", " + Texts.signed(interval.high()) + "]",
                    Texts.number(measured.adjustedP()),
                    detectable.isPresent() ? Texts.number(detectable.getAsDouble()) : "-",
                    measured.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        } else {
            String reason = metric instanceof MetricComparison.Unmeasured unmeasured
                    ? "unmeasured: " + unmeasured.reason()
                    : "incomparable: " + String.join("; ", ((MetricComparison.Incomparable) metric).reasons());
            table.row(metric.metric(), "-", "-", "-", "-", "-", "-", "-", reason);
        }
    }

    private static void margin(Comparison.Paired paired, String name, double margin, PrintWriter out) {
        if (!(paired.metric(name) instanceof MetricComparison.Measured measured)) {
            throw new ConfigurationException(
                    "The metric " + name + " could not be compared, so no margin can be shown.");
        }
        NonInferiority found = Options.use("--margin", () -> measured.nonInferior(margin));
        out.println(name + ": a loss of less than " + Texts.number(margin) + " is "
                + (found.shown() ? "shown" : "not shown") + "; the difference for the better is at least "
                + Texts.signed(found.bound()) + " with " + Texts.percent(found.confidence()) + " confidence");
    }
}
