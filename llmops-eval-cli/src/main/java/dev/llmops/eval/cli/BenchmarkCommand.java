package dev.llmops.eval.cli;

import dev.llmops.api.CallControl;
import dev.llmops.api.ConfigurationException;
import dev.llmops.api.model.LogLikelihood;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageRegistry;
import dev.llmops.eval.benchmark.Benchmark;
import dev.llmops.eval.benchmark.BenchmarkModel;
import dev.llmops.eval.benchmark.BenchmarkResult;
import dev.llmops.eval.benchmark.BenchmarkScore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a benchmark of models. */
@Command(
        name = "benchmark",
        description = {
            "Runs a benchmark as lm-evaluation-harness does, over data that you have.",
            "Tasks: arc, hellaswag, truthfulqa_mc1, truthfulqa_mc2, truthfulqa_gen, gsm8k, wikitext, crows_pairs."
        },
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BenchmarkCommand implements Callable<Integer> {
    private static final Map<String, Function<Path, Benchmark>> TASKS = new TreeMap<>(Map.of(
            "arc", Benchmark::arc,
            "hellaswag", Benchmark::hellaSwag,
            "truthfulqa_mc1", Benchmark::truthfulQaOne,
            "truthfulqa_mc2", Benchmark::truthfulQaSeveral,
            "truthfulqa_gen", Benchmark::truthfulQaWritten,
            "gsm8k", Benchmark::gsm8k,
            "wikitext", Benchmark::wikiText,
            "crows_pairs", Benchmark::crowsPairs));

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "TASK", description = "The name of the task.")
    private String task;

    @Option(
            names = {"-d", "--data"},
            required = true,
            paramLabel = "FILE",
            description = "The documents, as JSON Lines.")
    private Path data;

    @Option(names = "--model", required = true, paramLabel = "NAME", description = "A model, as in pipeline files.")
    private String model;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the model.")
    private Map<String, String> settings = new TreeMap<>();

    @Option(names = "--few-shot", paramLabel = "N", description = "Solved examples before each question.")
    private @Nullable Integer fewShot;

    @Option(names = "--examples", paramLabel = "FILE", description = "Where examples come from, if not from the data.")
    private @Nullable Path examples;

    @Option(names = "--limit", paramLabel = "N", description = "Only the first documents.")
    private @Nullable Integer limit;

    @Option(names = "--seed", paramLabel = "N", description = "Draws examples; 1234 unless set.")
    private @Nullable Long seed;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Calls to the model at once; default ${DEFAULT-VALUE}, which is enough for a local one.")
    private int concurrency = 1;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Keeps what the model says; a benchmark that was interrupted goes on where it was.")
    private @Nullable Path output;

    BenchmarkCommand() {}

    @Override
    public Integer call() {
        Function<Path, Benchmark> factory = TASKS.get(task);
        if (factory == null) {
            throw new ConfigurationException(
                    "There is no benchmark " + task + ". There are " + String.join(", ", TASKS.keySet()) + ".");
        }
        requireDocuments();
        Benchmark benchmark = configured(factory.apply(data));
        ModelClient client = registry().create(ModelClient.class, model, StageConfig.of(values()));
        BenchmarkModel asked = named(client);
        BenchmarkResult result =
                output == null ? benchmark.run(asked) : benchmark.runInto(output, asked, CallControl.detached());
        print(result, spec.commandLine().getOut());
        return Main.DONE;
    }

    /** Reads no further than the first line that is not blank. */
    private void requireDocuments() {
        // In an encoding that every file is in; the benchmark itself says what is wrong with a file.
        try (Stream<String> lines = Files.lines(data, StandardCharsets.ISO_8859_1)) {
            if (lines.allMatch(String::isBlank)) {
                throw new NothingToMeasureException(data);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new ConfigurationException("Cannot read " + data + ". Check the path.", e);
        }
    }

    private Benchmark configured(Benchmark usual) {
        Benchmark benchmark = set(usual, "--few-shot", fewShot, Benchmark::fewShot);
        benchmark = set(benchmark, "--examples", examples, Benchmark::examples);
        benchmark = set(benchmark, "--limit", limit, Benchmark::limit);
        benchmark = set(benchmark, "--concurrency", concurrency, Benchmark::concurrency);
        return set(benchmark, "--seed", seed, Benchmark::seed);
    }

    private static <T> Benchmark set(
            Benchmark benchmark, String option, @Nullable T value, BiFunction<Benchmark, T, Benchmark> setting) {
        return value == null ? benchmark : Options.use(option, () -> setting.apply(benchmark, value));
    }

    /** A client that knows probabilities, as local models do, is asked for them; the others can only write. */
    private BenchmarkModel named(ModelClient client) {
        return client instanceof LogLikelihood judge
                ? BenchmarkModel.of(model, judge, client)
                : BenchmarkModel.of(model, client);
    }

    private Map<String, Object> values() {
        Map<String, Object> values = new TreeMap<>();
        settings.forEach((key, value) -> values.put(key, typed(value)));
        return values;
    }

    private static Object typed(String value) {
        if (value.equals("true") || value.equals("false")) {
            return Boolean.valueOf(value);
        }
        if (value.matches("-?[0-9]{1,9}")) {
            return Integer.valueOf(value);
        }
        return value.matches("-?[0-9]{1,9}[.][0-9]{1,9}") ? new BigDecimal(value) : value;
    }

    private static StageRegistry registry() {
        @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return StageRegistry.load(loader == null ? BenchmarkCommand.class.getClassLoader() : loader);
    }

    private static void print(BenchmarkResult result, PrintWriter out) {
        out.println(result.task() + ", " + result.model() + ": " + result.documents() + " documents, " + result.failed()
                + " failed");
        Table table = new Table("metric", "score", "error", "measured");
        for (BenchmarkScore score : result.scores()) {
            table.row(
                    score.name(),
                    Texts.number(score.value()),
                    score.standardError().isPresent()
                            ? Texts.number(score.standardError().getAsDouble())
                            : "-",
                    Integer.toString(score.measured()));
        }
        table.print(out);
        result.warnings().forEach(warning -> out.println("warning: " + warning));
    }
}
