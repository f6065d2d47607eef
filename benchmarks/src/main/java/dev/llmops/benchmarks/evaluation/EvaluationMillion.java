package dev.llmops.benchmarks.evaluation;

import dev.llmops.benchmarks.ProcessFigures;
import dev.llmops.eval.dataset.Dataset;
import dev.llmops.eval.run.Evaluation;
import dev.llmops.eval.run.ProgressLine;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.RunDirectory;
import dev.llmops.eval.run.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;

/** A run of a million results from a file into a directory, within the heap that the JVM was given. */
public final class EvaluationMillion {
    private static final int RESULTS = 1_000_000;
    private static final long HEAP = 64L << 20;

    private EvaluationMillion() {}

    /**
     * Runs.
     *
     * @param args another number of results than a million, for a look
     */
    public static void main(String[] args) throws IOException {
        int count = args.length == 0 ? RESULTS : Integer.parseInt(args[0]);
        System.out.println(ProcessFigures.machine());
        ProcessFigures figures = ProcessFigures.watching();
        Path folder = Files.createTempDirectory("llmops-million");
        boolean good;
        try {
            good = run(count, folder, figures);
        } finally {
            delete(folder);
        }
        System.out.println(good ? "All checks passed." : "A check FAILED.");
        System.exit(good ? 0 : 1);
    }

    private static boolean run(int count, Path folder, ProcessFigures figures) throws IOException {
        Path file = folder.resolve("sums.jsonl");
        Sums.write(file, count);
        long begin = System.nanoTime();
        RunDirectory run = Evaluation.of(Dataset.jsonl(file))
                .subject("adder", Sums::answer)
                .metrics(new Sums.Exact(), new Sums.Length())
                .progress(ProgressLine.to(System.out))
                .runInto(folder.resolve("run"));
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%,d results in %.1f s, %,.0f a second%n",
                run.summary().results(),
                seconds,
                count / seconds);
        System.out.printf(
                Locale.ROOT,
                "results file of %,d MB%n",
                Files.size(run.directory().resolve("results.jsonl")) >> 20);

        long reading = System.nanoTime();
        boolean complete = isComplete(run, count);
        System.out.printf(Locale.ROOT, "read back in order in %.1f s%n", (System.nanoTime() - reading) / 1e9);
        System.out.printf(
                Locale.ROOT,
                "most heap in use after a collection %s, of %s allowed%n",
                ProcessFigures.megabytes(figures.peakHeap()),
                ProcessFigures.megabytes(Runtime.getRuntime().maxMemory()));
        double exact = run.summary().metric("exact").orElseThrow().score().orElseThrow();
        System.out.printf(Locale.ROOT, "exact %.6f, expected %.6f%n", exact, Sums.expected(count));
        return complete
                && run.state() == RunState.FINISHED
                && Math.abs(exact - Sums.expected(count)) < 1e-12
                && Runtime.getRuntime().maxMemory() <= HEAP;
    }

    /** {@return whether every item has its result once, in the order of the data set} */
    private static boolean isComplete(RunDirectory run, int count) {
        int next = 0;
        try (Stream<Result> results = run.stream()) {
            for (Iterator<Result> each = results.iterator(); each.hasNext(); next++) {
                Result result = each.next();
                if (Sums.number(result.item()) != next || result.scores().size() != 2) {
                    System.out.printf(Locale.ROOT, "result %d is not what it should be%n", next);
                    return false;
                }
            }
        }
        return next == count;
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
