package dev.llmops.eval.cli;

import dev.llmops.eval.catalog.MetricCatalog;
import dev.llmops.eval.catalog.MetricEntry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists metrics. */
@Command(
        name = "metrics",
        description = {
            "Lists the metrics that can be named, with their options, as in bleu:tok=intl,case=lc.",
            "A k at the end of a name stands for a number, as in recall_5."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class MetricsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    MetricsCommand() {}

    @Override
    public Integer call() {
        int widest = MetricCatalog.standard().entries().stream()
                .mapToInt(entry -> entry.name().length())
                .max()
                .orElse(0);
        for (MetricEntry entry : MetricCatalog.standard().entries()) {
            String space = " ".repeat(widest - entry.name().length());
            String options = entry.options().isEmpty() ? "" : " (" + String.join(", ", entry.options()) + ")";
            spec.commandLine().getOut().println(entry.name() + space + "  " + entry.summary() + options);
        }
        return Main.DONE;
    }
}
