package dev.llmops.eval.cli;

import dev.llmops.api.ConfigurationException;
import dev.llmops.eval.Item;
import dev.llmops.eval.Metric;
import dev.llmops.eval.catalog.MetricCatalog;
import dev.llmops.eval.dataset.Columns;
import dev.llmops.eval.dataset.Dataset;
import dev.llmops.eval.gate.Baseline;
import dev.llmops.eval.run.MetricInfo;
import dev.llmops.eval.run.Results;
import dev.llmops.eval.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Data sets, runs and metrics as command lines name them. */
final class Sources {
    private Sources() {}

    static Dataset dataset(Path file) {
        return dataset(file, Columns.standard());
    }

    /** {@return the data set in {@code file}, of the format that its name ends in} */
    static Dataset dataset(Path file, Columns columns) {
        if (!Files.exists(file)) {
            throw new ConfigurationException("There is no file " + file + ".");
        }
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".jsonl")) {
            return Dataset.jsonl(file, columns);
        }
        if (name.endsWith(".csv")) {
            return Dataset.csv(file, columns, ',');
        }
        if (name.endsWith(".tsv")) {
            return Dataset.csv(file, columns, '\t');
        }
        throw new ConfigurationException("The data set " + file + " must end in .jsonl, .csv or .tsv.");
    }

    /** Reads no further than the first item of {@code items}, which come from {@code file}. */
    static void requireSome(Dataset items, Path file) {
        try (Stream<Item> some = items.stream()) {
            if (some.findFirst().isEmpty()) {
                throw new NothingToMeasureException(file);
            }
        }
    }

    /** {@return the results in a run directory, or in the file of a baseline} */
    static Results results(Path path) {
        return Files.isRegularFile(path) ? Baseline.read(path) : RunDirectory.open(path);
    }

    /** {@return the metrics of {@code run} that this library has, to add up what has no mean} */
    static List<Metric> metrics(Results run) {
        MetricCatalog catalog = MetricCatalog.standard();
        return run.info().metrics().stream()
                .filter(metric -> !metric.mean())
                .flatMap((MetricInfo metric) -> catalog.find(metric).stream())
                .toList();
    }

    static void write(Path file, String text) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new ConfigurationException("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
