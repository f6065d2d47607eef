package dev.llmops.eval.run;

import dev.llmops.api.Require;
import dev.llmops.eval.Metric;
import dev.llmops.eval.json.MalformedJsonException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The results of a run in files, written by {@link Evaluation#runInto} and read here as often as wanted.
 *
 * <p>{@code run.json} says what was run, how far it came and what the results add up to. {@code results.jsonl} has one
 * JSON object on a line for every result: {@code n}, the place of the item times the repeats plus the repeat;
 * {@code repeat}; {@code item}; {@code output}; {@code scores}, by the name of the metric; {@code spent} where it cost
 * something. A score is a number, or an object with {@code value} and {@code statistics}, {@code rationale},
 * {@code usage}, or with {@code unmeasured} or {@code failed} and the reason. Lines stand as results came, a bounded
 * distance out of order; {@link #stream()} puts them in order. Bytes behind the last line feed are no result.
 *
 * <p>{@code spent.log} has a line for each amount that was paid. All files are UTF-8. Text is in them as it was, with everything escaped that splits lines in some tool. The
 * directory holds what was asked and answered: only its owner may look into it.
 *
 * <p>Safe for concurrent use. Reading takes memory for as many results as the run was ahead, and 8 bytes for each
 * result where items were asked again long after the others; not for all results.
 */
public final class RunDirectory implements Run {
    private final Path directory;
    private final Manifest manifest;

    private RunDirectory(Path directory, Manifest manifest) {
        this.directory = directory;
        this.manifest = manifest;
    }

    /**
     * {@return the run in {@code directory}, as far as it came}
     *
     * @throws RunDirectoryException if there is none, or it cannot be read
     */
    public static RunDirectory open(Path directory) {
        return new RunDirectory(Require.nonNull(directory, "directory"), read(directory));
    }

    /** {@return where the files are} */
    public Path directory() {
        return directory;
    }

    @Override
    public RunInfo info() {
        return manifest.info();
    }

    /** {@return how far the run had come when this was opened} */
    @Override
    public RunState state() {
        return manifest.state();
    }

    /**
     * {@inheritDoc}
     *
     * <p>If the run has not ended, this reads all results there are, and metrics whose score is no mean have none.
     */
    @Override
    public RunSummary summary() {
        RunSummary known = manifest.summary();
        return known == null ? summary(List.of()) : known;
    }

    /** {@return what the results there are add up to, where {@code metrics} add up scores that are no means; reads all} */
    public RunSummary summary(Collection<? extends Metric> metrics) {
        RunSummary summary;
        try (Stream<ResultRow> rows = rows()) {
            summary = Tally.ofOrdered(
                    manifest.info().metrics(),
                    metrics,
                    rows,
                    manifest.info().items() * manifest.info().repeats());
        }
        return summary.costing(MoneyLog.total(directory).max(summary.spent()));
    }

    /**
     * {@inheritDoc}
     *
     * <p>Results that are written meanwhile may be among them.
     */
    @Override
    public Stream<Result> stream() {
        return rows().map(ResultRow::result);
    }

    private Stream<ResultRow> rows() {
        return OrderedRows.of(ResultLines.open(directory, results(directory)));
    }

    /** Shows where the run is and how far it came. */
    @Override
    public String toString() {
        return "RunDirectory[" + directory + ", " + manifest.state() + "]";
    }

    /** {@return what the run in {@code directory} has paid; where no log says so, as in older versions, its rows do} */
    static BigDecimal paid(Path directory) {
        if (Files.exists(MoneyLog.file(directory))) {
            return MoneyLog.total(directory);
        }
        BigDecimal inRows = BigDecimal.ZERO;
        try (ResultLines lines = ResultLines.open(directory, results(directory))) {
            for (ResultRow row = lines.next(); row != null; row = lines.next()) {
                inRows = inRows.add(row.spent());
            }
        }
        return inRows;
    }

    static Path manifest(Path directory) {
        return directory.resolve("run.json");
    }

    static Path results(Path directory) {
        return directory.resolve("results.jsonl");
    }

    static Manifest read(Path directory) {
        Path file = manifest(directory);
        if (!Files.exists(file)) {
            throw new RunDirectoryException(directory, "there is no run in it, since it has no run.json.", null);
        }
        try {
            return Manifest.parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (MalformedJsonException e) {
            throw new RunDirectoryException(directory, "run.json cannot be read: " + e.getMessage() + ".", null);
        } catch (IOException e) {
            throw new RunDirectoryException(directory, "run.json cannot be read.", e);
        }
    }
}
