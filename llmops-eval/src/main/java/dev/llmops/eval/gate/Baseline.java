package dev.llmops.eval.gate;

import dev.llmops.api.Require;
import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.Score;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.Results;
import dev.llmops.eval.run.RunInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The scores of a run that later runs are compared with, as a text file that is kept in version control. Immutable.
 *
 * <p>The file is UTF-8 with a line feed behind every line, each line a JSON object: first what was run, then one line
 * for each fingerprint and metric, then one for each item, sorted by id, and last the number of items and a hash of the
 * lines before. The same scores are the same bytes on every machine, and an item that changes is one line that
 * changes. The hash makes a file that was edited or merged by hand an error, for such a file is the result of no run:
 * write it again from a run. Line ends that version control turned into CR LF do no harm. There is no text of
 * questions or answers in it, no time of day, and neither latency nor cost, which change with every run.
 */
public final class Baseline implements Results {
    private final RunInfo info;
    private final List<Result> results;

    Baseline(RunInfo info, List<Result> results) {
        this.info = info;
        this.results = results;
    }

    /**
     * {@return the scores of {@code run}}
     *
     * @throws BaselineException if the run is not complete: an item or a repeat is missing
     */
    public static Baseline of(Results run) {
        RunInfo old = Require.nonNull(run, "run").info();
        List<Result> results;
        try (Stream<Result> stream = run.stream()) {
            results = stream.map(Baseline::scoresOnly)
                    .sorted(Comparator.comparing(
                                    (Result result) -> result.item().id())
                            .thenComparingInt(Result::repeat))
                    .collect(Collectors.toCollection(ArrayList::new));
        }
        Completeness.of(old, results).problem().ifPresent(problem -> {
            throw new BaselineException("The run cannot be a baseline: " + problem);
        });
        RunInfo info = new RunInfo(
                old.subject(),
                old.fingerprints(),
                old.dataset(),
                old.datasetHash(),
                old.items(),
                old.repeats(),
                old.metrics(),
                Instant.EPOCH);
        return new Baseline(info, List.copyOf(results));
    }

    /**
     * {@return the baseline in {@code file}}
     *
     * @throws BaselineException telling the line, if the file is missing, torn, merged or edited by hand
     */
    public static Baseline read(Path file) {
        return BaselineReader.read(Require.nonNull(file, "file"));
    }

    /**
     * Writes the file, in one step: whoever reads it sees the old one or the new one.
     *
     * @throws BaselineException if that fails
     */
    public void write(Path file) {
        BaselineWriter.write(this, Require.nonNull(file, "file"));
    }

    /**
     * Writes the scores of {@code run} to {@code file}, whether or not there is a baseline yet.
     *
     * @return what changed; a file that cannot be read counts as absent
     * @throws BaselineException if the run is not complete or the file cannot be written
     */
    public static BaselineChange update(Path file, Results run) {
        Baseline now = of(run);
        Map<String, List<Map<String, Score>>> before = Map.of();
        boolean existed = Files.exists(file);
        if (existed) {
            try {
                before = read(file).byItem();
            } catch (BaselineException e) {
                existed = false;
            }
        }
        now.write(file);
        return BaselineChange.between(existed, before, now.byItem());
    }

    /** {@return the file as text} */
    public String text() {
        try {
            StringBuilder text = new StringBuilder();
            BaselineWriter.append(this, text);
            return text.toString();
        } catch (IOException e) {
            throw new BaselineException("The baseline cannot be written as text", e);
        }
    }

    /** {@return what was run; it began at the epoch, for the file does not tell} */
    @Override
    public RunInfo info() {
        return info;
    }

    /** {@return the results, by id of the item; items without input, outputs without text} */
    @Override
    public Stream<Result> stream() {
        return results.stream();
    }

    /** {@return the scores of each repeat by id of the item} */
    private Map<String, List<Map<String, Score>>> byItem() {
        Map<String, List<Map<String, Score>>> byItem = new TreeMap<>();
        for (Result result : results) {
            byItem.computeIfAbsent(result.item().id(), id -> new ArrayList<>()).add(result.scores());
        }
        return byItem;
    }

    private static Result scoresOnly(Result result) {
        Output output = result.output()
                .failure()
                .map(reason -> Output.failure(reason).build())
                .orElse(Output.of(""));
        Map<String, Score> scores = new LinkedHashMap<>();
        result.scores().forEach((name, score) -> scores.put(name, Condensed.light(score)));
        return new Result(Item.of(result.item().id(), ""), result.repeat(), output, scores);
    }

    /** Shows how many results there are. */
    @Override
    public String toString() {
        return "Baseline[" + info.subject() + ", " + results.size() + " results]";
    }
}
