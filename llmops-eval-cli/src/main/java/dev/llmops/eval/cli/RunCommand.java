package dev.llmops.eval.cli;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.Require;
import dev.llmops.core.Pipeline;
import dev.llmops.core.Pipelines;
import dev.llmops.eval.Metric;
import dev.llmops.eval.catalog.MetricCatalog;
import dev.llmops.eval.dataset.Dataset;
import dev.llmops.eval.run.Evaluation;
import dev.llmops.eval.run.ProgressLine;
import dev.llmops.eval.run.RunDirectory;
import dev.llmops.eval.run.RunState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks a pipeline, or takes answers that are there, and measures them. */
@Command(
        name = "run",
        description = {
            "Asks a pipeline every item of a data set, or takes recorded answers, and measures what comes.",
            "A run that was interrupted goes on where it was."
        },
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-d", "--dataset"},
            required = true,
            paramLabel = "FILE",
            description = "Items: .jsonl, .csv, .tsv.")
    private Path dataset;

    @ArgGroup(multiplicity = "1")
    private Who who;

    @Option(
            names = {"-m", "--metrics"},
            required = true,
            arity = "1..*",
            paramLabel = "METRIC",
            description = "What to measure; see the command metrics.")
    private List<String> metrics;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "The run directory.")
    private Path output;

    @Option(
            names = "--subject",
            paramLabel = "NAME",
            description = "The name of what is asked; that of its file unless set.")
    private @Nullable String subject;

    @Option(
            names = "--fingerprint",
            paramLabel = "PART=VERSION",
            description = "What the subject is made of. The hash of the pipeline file is always there.")
    private Map<String, String> fingerprints = new TreeMap<>();

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description = "How often each item is asked; default ${DEFAULT-VALUE}.")
    private int repeat = 1;

    @Option(names = "--limit", paramLabel = "N", description = "Only the first items, one or more.")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--concurrency", paramLabel = "N", description = "Items at once; default ${DEFAULT-VALUE}.")
    private int concurrency = 8;

    @Option(names = "--within", paramLabel = "SECONDS", description = "How long an item may take.")
    private @Nullable Double within;

    @Option(names = "--cache", paramLabel = "DIR", description = "Keeps answers; asks nothing that is in there.")
    private @Nullable Path cache;

    @Option(names = "--quiet", description = "No progress.")
    private boolean quiet;

    RunCommand() {}

    /** Who answers. */
    static final class Who {
        @Option(
                names = {"-p", "--pipeline"},
                required = true,
                paramLabel = "FILE",
                description = "A pipeline file, of YAML or JSON.")
        private @Nullable Path pipeline;

        @Option(
                names = "--answers",
                required = true,
                paramLabel = "FILE",
                description = "Answers with id and output: .jsonl, .csv, .tsv. Nothing is asked.")
        private @Nullable Path answers;

        Who() {}
    }

    @Override
    public Integer call() {
        MetricCatalog catalog = MetricCatalog.standard();
        List<Metric> measured = metrics.stream().map(catalog::metric).toList();
        Dataset items = Sources.dataset(dataset);
        Dataset limited =
                limit == Long.MAX_VALUE ? items : Options.use("--limit", () -> items.limit(atLeastOne(limit)));
        Sources.requireSome(items, dataset);
        Evaluation evaluation = Evaluation.of(limited).metrics(measured);
        Options.use("--repeat", () -> evaluation.repeat(repeat));
        Options.use("--concurrency", () -> evaluation.concurrency(concurrency));
        if (within != null) {
            Duration most = Duration.ofNanos((long) (within * 1e9));
            Options.use("--within", () -> evaluation.within(most));
        }
        if (cache != null) {
            evaluation.cache(cache);
        }
        if (!quiet) {
            evaluation.progress(ProgressLine.to(System.err));
        }
        fingerprints.forEach(
                (part, version) -> Options.use("--fingerprint", () -> evaluation.fingerprint(part, version)));
        try (Interruption interruption = Interruption.listen(spec.commandLine().getErr())) {
            RunDirectory run = who.pipeline == null ? answered(evaluation) : asked(evaluation, who.pipeline);
            interruption.calm();
            SummaryCommand.print(run, measured, spec.commandLine().getOut());
            return run.state() == RunState.FINISHED ? Main.DONE : Main.FAILED;
        }
    }

    private static long atLeastOne(long limit) {
        Require.that(limit > 0, "limit", "limit must be positive, was " + limit);
        return limit;
    }

    private RunDirectory asked(Evaluation evaluation, Path file) {
        try (Pipeline pipeline = Pipelines.load(file)) {
            return evaluation
                    .subject(name(file), pipeline)
                    .fingerprint("pipeline", FileHash.of(file))
                    .runInto(output);
        }
    }

    private RunDirectory answered(Evaluation evaluation) {
        Path file = who.answers;
        if (file == null) {
            throw new ConfigurationException("Say who answers: --pipeline or --answers.");
        }
        return evaluation
                .subject(name(file), RecordedAnswers.read(file))
                .fingerprint("answers", FileHash.of(file))
                .runInto(output);
    }

    private String name(Path file) {
        if (subject != null) {
            return Options.use("--subject", () -> Require.nonBlank(subject, "subject"));
        }
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
