package dev.llmops.eval.run;

import dev.llmops.api.Cancellation;
import dev.llmops.api.ConfigurationException;
import dev.llmops.api.Require;
import dev.llmops.api.TimeSource;
import dev.llmops.api.pipeline.Grounder;
import dev.llmops.core.Pipeline;
import dev.llmops.eval.Item;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Output;
import dev.llmops.eval.dataset.Dataset;
import dev.llmops.eval.dataset.DatasetVersion;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks a subject all items of a data set and measures what comes.
 *
 * <p>Items stream through: memory is taken for what is under way, and some 20 bytes an item to find ids that come
 * twice. The whole data set is read once before anything is asked, so that bad input costs nothing. A subject that fails has failed outcomes and a metric that
 * fails has failed scores; neither stops the run. Set up and run by one thread; the subject and the metrics are called
 * by several.
 *
 * <pre>{@code
 * RunDirectory run = Evaluation.of(Dataset.jsonl(Path.of("questions.jsonl")))
 *         .subject("prompt-v2", pipeline)
 *         .metrics(exactMatch, recall)
 *         .repeat(3)
 *         .runInto(Path.of("runs/prompt-v2"));
 * }</pre>
 */
public final class Evaluation {
    private static final int DEFAULT_CONCURRENCY = 8;
    private static final int LEAST_WINDOW = 256;

    private final Dataset dataset;
    private final List<Metric> metrics = new ArrayList<>();
    private final Map<String, String> fingerprints = new TreeMap<>();
    private @Nullable String name;
    private @Nullable Subject subject;
    private int repeats = 1;
    private int concurrency = DEFAULT_CONCURRENCY;
    private int scorers;
    private boolean retryFailures;
    private @Nullable Duration limit;
    private @Nullable Path cache;
    private @Nullable BigDecimal cap;
    private @Nullable Price price;
    private ProgressListener progress = ignored -> {};
    private Cancellation cancellation = Cancellation.never();
    private TimeSource time = TimeSource.system();

    private Evaluation(Dataset dataset) {
        this.dataset = dataset;
    }

    /** {@return an evaluation over {@code dataset}; only who is asked has to be said} */
    public static Evaluation of(Dataset dataset) {
        return new Evaluation(Require.nonNull(dataset, "dataset"));
    }

    /** Sets who is asked, by a name that changes when it changes. */
    public Evaluation subject(String name, Subject subject) {
        this.name = Require.nonBlank(name, "name");
        this.subject = Require.nonNull(subject, "subject");
        return this;
    }

    /** Sets who is asked, where nothing needs deadline or cancellation. */
    public Evaluation subject(String name, Function<Item, Output> subject) {
        Require.nonNull(subject, "subject");
        return subject(name, (item, control) -> subject.apply(item));
    }

    /** Sets a pipeline that is asked, end to end. */
    public Evaluation subject(String name, Pipeline pipeline) {
        return subject(name, Subject.of(pipeline));
    }

    /** Sets the search of a pipeline, to be evaluated alone. */
    public Evaluation retriever(String name, Grounder grounder) {
        return subject(name, Subject.of(grounder));
    }

    /**
     * Says what the subject is made of: a hash or version of prompt, model, index.
     *
     * <p>Gates compare it, and answers are taken from the cache only if name and all fingerprints agree.
     */
    public Evaluation fingerprint(String part, String version) {
        fingerprints.put(Require.nonBlank(part, "part"), Require.nonBlank(version, "version"));
        return this;
    }

    /** Adds metrics behind those that are there. */
    public Evaluation metrics(Metric... more) {
        return metrics(List.of(more));
    }

    /** Adds metrics behind those that are there. */
    public Evaluation metrics(List<? extends Metric> more) {
        metrics.addAll(Require.nonNull(more, "metrics"));
        return this;
    }

    /** Sets how often each item is asked; the default is once. */
    public Evaluation repeat(int times) {
        this.repeats = Require.inRange(times, 1, 1_000_000, "times");
        return this;
    }

    /**
     * Sets how many items are asked at once, at most; the default is {@value #DEFAULT_CONCURRENCY}.
     *
     * <p>A provider that has too much to do halves the number, down to one, and nothing is asked until the time it asks
     * to wait is over; answers raise it again step by step. An item that is refused is asked again, up to ten times.
     */
    public Evaluation concurrency(int most) {
        this.concurrency = Require.inRange(most, 1, 100_000, "concurrency");
        return this;
    }

    /** Sets how many results are scored at once, at most; the default is as many as are asked. */
    public Evaluation scorers(int most) {
        this.scorers = Require.inRange(most, 1, 100_000, "scorers");
        return this;
    }

    /**
     * Sets how long the subject, and then each metric, may take for one try of one item; waiting for a place is free.
     *
     * <p>Whoever is not ready then is interrupted, its failure is the outcome, and the run goes on. A thread that takes
     * no notice cannot be ended: it is left behind, and the log says at the end how many still are. Once there are as
     * many of them as work at once, or eight, nothing more begins until one comes back, and if none does for a minute
     * the run breaks off with a {@link StuckThreadsException}.
     */
    public Evaluation within(Duration newLimit) {
        this.limit = Require.positive(newLimit, "limit");
        return this;
    }

    /**
     * Asks items again whose subject or metric failed, when a run directory is gone on with: after an outage, say. The
     * default keeps failures as the outcomes they are. What has not failed is not asked again.
     */
    public Evaluation retryFailures() {
        this.retryFailures = true;
        return this;
    }

    /**
     * Keeps answers and judgements of models in {@code directory}, and asks nothing that is in there already.
     *
     * <p>An answer is found again for the same name and fingerprints of the subject, the same item and the same repeat;
     * a judgement for the same signature of the metric, item, answer and repeat. So the name or a fingerprint must
     * change when the subject does. Failures are not kept. The directory may be shared and deleted at any time.
     */
    public Evaluation cache(Path directory) {
        this.cache = Require.nonNull(directory, "directory");
        return this;
    }

    /**
     * Stops the run once it has cost {@code most}.
     *
     * <p>What is under way then is finished, so a run may cost more by as much as that: answers that wait for their
     * judges are under way, up to 256 of them, or more with a high {@link #concurrency}. Counted is
     * {@link Output#cost()}, or else the price of the usage, of answers and judgements; also of judges that failed, and
     * of answers that never became a result because the process ended. Each is counted when it comes, and once: what an
     * interrupted run paid before counts, and what comes out of the {@link #cache} costs nothing. So is what a subject or
     * a metric reports when its time is over or the run is cancelled, if it does before the run ends. Usage that nobody
     * reports costs nothing here, such as that of a call to a provider that was broken off.
     *
     * @param most in the currency of {@code price}
     * @param price what usage costs
     */
    public Evaluation costCap(BigDecimal most, Price price) {
        this.cap = Require.nonNull(most, "most");
        Require.that(most.signum() > 0, "most", "most must be more than zero, was " + most.toPlainString());
        return price(price);
    }

    /** Sets what usage costs, to have costs counted. */
    public Evaluation price(Price newPrice) {
        this.price = Require.nonNull(newPrice, "price");
        return this;
    }

    /** Sets who watches the run; see {@link ProgressLine}. */
    public Evaluation progress(ProgressListener listener) {
        this.progress = Require.nonNull(listener, "listener");
        return this;
    }

    /** Sets what can cancel the run; what is under way then is given up. An interrupt of the caller does the same. */
    public Evaluation cancelledBy(Cancellation newCancellation) {
        this.cancellation = Require.nonNull(newCancellation, "cancellation");
        return this;
    }

    /** Sets where time comes from. */
    public Evaluation time(TimeSource newTime) {
        this.time = Require.nonNull(newTime, "time");
        return this;
    }

    /**
     * Runs, and keeps results in memory.
     *
     * @return the results and how far the run came
     * @throws dev.llmops.eval.dataset.DatasetException if the data set cannot be read
     * @throws StuckThreadsException if too many threads never come back; see {@link #within}
     */
    public Run run() {
        Subject who = checked();
        DatasetVersion version = version();
        return new Runner(plan(who), version, new MemorySink(info(version), metrics)).run();
    }

    /**
     * Runs, and keeps results in {@code directory} as they come.
     *
     * <p>If a run was interrupted there, however it ended, this goes on with it: what has a result is not asked again,
     * and an unfinished line at the end of the file is dropped. If it had finished, nothing is asked. Data set, subject,
     * fingerprints, metrics and repeats must be the same.
     *
     * @return the results and how far the run came
     * @throws dev.llmops.eval.dataset.DatasetException if the data set cannot be read
     * @throws StuckThreadsException if too many threads never come back; see {@link #within}
     * @throws RunDirectoryException if another run is in the directory, or it cannot be written to
     */
    public RunDirectory runInto(Path directory) {
        Require.nonNull(directory, "directory");
        Subject who = checked();
        DatasetVersion version = version();
        Manifest manifest = new Manifest(info(version), version.order(), RunState.RUNNING, null);
        ResultSink sink = DirectorySink.open(directory, manifest, List.copyOf(metrics), time, retryFailures);
        new Runner(plan(who), version, sink).run();
        return RunDirectory.open(directory);
    }

    private Subject checked() {
        if (subject == null) {
            throw new ConfigurationException("An evaluation needs somebody to ask. Say who with subject(…).");
        }
        return subject;
    }

    private DatasetVersion version() {
        DatasetVersion version = dataset.version();
        Require.that(
                version.items() <= Integer.MAX_VALUE / repeats,
                "repeats",
                "a run has at most " + Integer.MAX_VALUE + " results; " + version.items() + " items " + repeats
                        + " times are more");
        return version;
    }

    private RunInfo info(DatasetVersion version) {
        return new RunInfo(
                Require.nonNull(name, "name"),
                fingerprints,
                dataset.name(),
                version.hash(),
                version.items(),
                repeats,
                metrics.stream().map(MetricInfo::of).toList(),
                time.now());
    }

    private RunPlan plan(Subject who) {
        int most = scorers == 0 ? concurrency : scorers;
        return new RunPlan(
                dataset,
                who,
                List.copyOf(metrics),
                repeats,
                concurrency,
                most,
                Math.max(LEAST_WINDOW, 2 * (concurrency + most)),
                limit,
                cache == null ? null : new AnswerCache(cache, Require.nonNull(name, "name"), fingerprints),
                cap,
                price,
                progress,
                cancellation,
                time);
    }
}
