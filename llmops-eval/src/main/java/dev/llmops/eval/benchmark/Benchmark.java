package dev.llmops.eval.benchmark;

import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.api.TimeSource;
import dev.llmops.api.model.LogLikelihood;
import dev.llmops.api.model.ModelClient;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task with its data: the same requests and the same numbers as lm-evaluation-harness 0.4. Immutable, safe for
 * concurrent use.
 *
 * <p>Data are files in JSON Lines with the fields of the published data sets. Examples are drawn from the data
 * themselves, or from {@link #examples(Path)}.
 */
public final class Benchmark {
    private static final long USUAL_SEED = 1234;
    private static final int USUAL_BOOTSTRAPS = 100_000;

    private final TaskDefinition task;
    private final Documents data;
    private final @Nullable Documents pool;
    private final int fewShot;
    private final long seed;
    private final int limit;
    private final int bootstraps;
    private final int concurrency;

    private Benchmark(
            TaskDefinition task,
            Documents data,
            @Nullable Documents pool,
            int fewShot,
            long seed,
            int limit,
            int bootstraps,
            int concurrency) {
        this.task = task;
        this.data = data;
        this.pool = pool;
        this.fewShot = fewShot;
        this.seed = seed;
        this.limit = limit;
        this.bootstraps = bootstraps;
        this.concurrency = concurrency;
    }

    private static Benchmark of(TaskDefinition task, Path data) {
        return of(task, Documents.read(Require.nonNull(data, "data")), null);
    }

    static Benchmark of(TaskDefinition task, Documents data, @Nullable Documents pool) {
        return new Benchmark(task, data, pool, task.fewShot(), USUAL_SEED, Integer.MAX_VALUE, USUAL_BOOTSTRAPS, 1);
    }

    /** {@return ARC, easy or challenge: fields question, choices.text, choices.label, answerKey} */
    public static Benchmark arc(Path data) {
        return of(ArcPrompting.task(), data);
    }

    /** {@return HellaSwag: fields activity_label, ctx_a, ctx_b, endings, label} */
    public static Benchmark hellaSwag(Path data) {
        return of(HellaSwagPrompting.task(), data);
    }

    /** {@return TruthfulQA with one right choice: fields question, mc1_targets.choices, the right one first} */
    public static Benchmark truthfulQaOne(Path data) {
        return of(TruthfulQa.one(), data);
    }

    /** {@return TruthfulQA with several right choices: fields question, mc2_targets.choices, mc2_targets.labels} */
    public static Benchmark truthfulQaSeveral(Path data) {
        return of(TruthfulQa.several(), data);
    }

    /** {@return TruthfulQA with written answers: fields question, correct_answers, incorrect_answers} */
    public static Benchmark truthfulQaWritten(Path data) {
        return of(TruthfulAnswers.task(), data);
    }

    /** {@return GSM8K: fields question, answer} */
    public static Benchmark gsm8k(Path data) {
        return of(Gsm8kPrompting.task(), data);
    }

    /** {@return WikiText: one page a document, in the field page} */
    public static Benchmark wikiText(Path data) {
        return of(WikiTextPrompting.task(), data);
    }

    /** {@return CrowS-Pairs: fields sent_more, sent_less} */
    public static Benchmark crowsPairs(Path data) {
        return of(CrowsPairsPrompting.task(), data);
    }

    /**
     * {@return the benchmark that a task file describes, with the data that it names}
     *
     * <p>The keys are those of lm-evaluation-harness; a file without Python code runs in both. Paths of data start at the
     * folder of the file.
     *
     * @throws dev.llmops.api.ConfigurationException if the file cannot be used, with file, line and key
     * @throws BenchmarkDataException if the data cannot be used, with file and line
     */
    public static Benchmark load(Path task) {
        return TaskFile.read(Require.nonNull(task, "task")).benchmark(null);
    }

    /** {@return the benchmark that a task file describes, with other data than it names} */
    public static Benchmark load(Path task, Path data) {
        return TaskFile.read(Require.nonNull(task, "task")).benchmark(Require.nonNull(data, "data"));
    }

    /** {@return this benchmark with {@code examples} solved ones before each question} */
    public Benchmark fewShot(int examples) {
        return new Benchmark(
                task,
                data,
                pool,
                Require.inRange(examples, 0, 1_000, "examples"),
                seed,
                limit,
                bootstraps,
                concurrency);
    }

    /** {@return this benchmark with examples from another file than the data} */
    public Benchmark examples(Path file) {
        return new Benchmark(
                task,
                data,
                Documents.read(Require.nonNull(file, "file")),
                fewShot,
                seed,
                limit,
                bootstraps,
                concurrency);
    }

    /** {@return this benchmark with examples drawn by another seed than 1234} */
    public Benchmark seed(long seed) {
        return new Benchmark(task, data, pool, fewShot, seed, limit, bootstraps, concurrency);
    }

    /** {@return this benchmark with the first {@code documents} documents only; examples may be others} */
    public Benchmark limit(int documents) {
        return new Benchmark(
                task,
                data,
                pool,
                fewShot,
                seed,
                Require.inRange(documents, 1, Integer.MAX_VALUE, "documents"),
                bootstraps,
                concurrency);
    }

    /**
     * {@return this benchmark with other texts between its parts than it is meant to have}
     *
     * @param answer what an answer begins with, usually a blank
     * @param examples what stands between examples, usually an empty line
     */
    public Benchmark delimiters(String answer, String examples) {
        return new Benchmark(
                task.withDelimiters(Require.nonNull(answer, "answer"), Require.nonNull(examples, "examples")),
                data,
                pool,
                fewShot,
                seed,
                limit,
                bootstraps,
                concurrency);
    }

    /**
     * {@return this benchmark with another number of resamples than 100,000 for standard errors}
     *
     * <p>Means need none. 0 leaves all standard errors out.
     */
    public Benchmark bootstraps(int iterations) {
        return new Benchmark(
                task,
                data,
                pool,
                fewShot,
                seed,
                limit,
                Require.inRange(iterations, 0, Integer.MAX_VALUE, "iterations"),
                concurrency);
    }

    /**
     * {@return this benchmark with at most {@code most} calls to the model under way at once; 1 unless set}
     *
     * <p>For models behind a network: one that writes is asked about several documents at once, one that judges gets
     * several of the calls that hold some 256 texts each. A local model has enough to do with one. Scores do not depend
     * on the number, as long as what the model says does not. A provider that has too much to do is asked more slowly, as
     * in {@link dev.llmops.eval.run.Evaluation#concurrency}.
     */
    public Benchmark concurrency(int most) {
        return new Benchmark(
                task, data, pool, fewShot, seed, limit, bootstraps, Require.inRange(most, 1, 100_000, "concurrency"));
    }

    /** {@return the name of the task} */
    public String name() {
        return task.name();
    }

    /** {@return everything a model would be asked, in order} */
    public List<BenchmarkRequest> requests() {
        return new Questions(this)
                .all().stream().flatMap(asked -> asked.requests().stream()).toList();
    }

    /** {@return what {@code model} reaches} */
    @SuppressWarnings("overloads") // both are interfaces with one method; models are objects, not lambdas
    public BenchmarkResult run(LogLikelihood model) {
        return run(BenchmarkModel.of("model", model));
    }

    /** {@return what {@code model} reaches} */
    @SuppressWarnings("overloads")
    public BenchmarkResult run(ModelClient model) {
        return run(BenchmarkModel.of(model.info().model(), model));
    }

    /** {@return what {@code model} reaches} */
    public BenchmarkResult run(BenchmarkModel model) {
        return run(model, CallControl.detached());
    }

    /**
     * {@return what {@code model} reaches}
     *
     * <p>A benchmark of likelihoods among choices asks a model that only writes for the letter of the right choice. Such a
     * result says that it is not comparable; an answer without a letter fails and is counted.
     *
     * <p>A document that does not fit into the context of the model fails and is counted, and so does one on whose answer
     * a regular expression of a task file takes too long; every other failure ends the run.
     *
     * @throws dev.llmops.api.InvalidInputException if the model cannot do what the benchmark needs
     * @throws BenchmarkDataException if a document cannot be used
     * @throws dev.llmops.api.CallCancelledException if {@code control} is cancelled, or the thread interrupted
     */
    public BenchmarkResult run(BenchmarkModel model, CallControl control) {
        return run(model, null, control);
    }

    /**
     * {@return what {@code model} reaches, with what it says kept in {@code directory} as it comes}
     *
     * <p>If a run was interrupted there, however it ended, this goes on with it: what the model has said is not asked
     * again. If it had finished, nothing is asked. Model (its name and tokenizer), task and requests must be the same.
     * The directory is that of a run whose items are calls to the model; scores are computed anew each time.
     *
     * @throws dev.llmops.eval.run.RunDirectoryException if there is another run in the directory, or it cannot be written
     *     to
     */
    public BenchmarkResult runInto(Path directory, BenchmarkModel model, CallControl control) {
        return run(model, Require.nonNull(directory, "directory"), control);
    }

    private BenchmarkResult run(BenchmarkModel model, @Nullable Path directory, CallControl control) {
        Require.nonNull(model, "model");
        Require.nonNull(control, "control");
        return new BenchmarkRun(this, model, directory, control, TimeSource.system()).result();
    }

    /** {@return this benchmark, or if {@code model} only writes, one that asks for letters where that is possible} */
    Benchmark fitting(BenchmarkModel model) {
        boolean lettered = task.form() instanceof ChoiceForm
                && model.judge().isEmpty()
                && model.writer().isPresent();
        return lettered
                ? new Benchmark(LetteredChoices.of(task), data, pool, fewShot, seed, limit, bootstraps, concurrency)
                : this;
    }

    TaskDefinition task() {
        return task;
    }

    Documents data() {
        return data;
    }

    /** {@return where examples come from} */
    Documents pool() {
        return pool == null ? data : pool;
    }

    int examples() {
        return fewShot;
    }

    long seed() {
        return seed;
    }

    /** {@return how many documents are asked about} */
    int size() {
        return Math.min(limit, data.list().size());
    }

    int bootstraps() {
        return bootstraps;
    }

    int concurrency() {
        return concurrency;
    }

    @Override
    public String toString() {
        return "Benchmark[" + task.name() + ", " + data.name() + "]";
    }
}
