package dev.llmops.benchmarks.evaluation;

import dev.llmops.eval.dataset.Dataset;
import dev.llmops.eval.run.Evaluation;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.RunDirectory;
import dev.llmops.eval.run.RunState;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Twenty runs in processes of their own, each killed with SIGKILL at a random moment and then run again to its end.
 *
 * <p>Every result that a reader could see after the kill must be there at the end, unchanged; every item must have
 * exactly one result.
 */
public final class EvaluationKill {
    private static final int ROUNDS = 20;
    private static final int ITEMS = 3_000;

    private EvaluationKill() {}

    /**
     * Runs.
     *
     * @param args the seed of the random moments; or {@code child}, data set, run directory and log of who was asked
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 4 && args[0].equals("child")) {
            child(Path.of(args[1]), Path.of(args[2]), Path.of(args[3]));
            return;
        }
        long seed = args.length == 0 ? 1 : Long.parseLong(args[0]);
        Path folder = Files.createTempDirectory("llmops-kill");
        boolean good;
        try {
            good = rounds(folder, new Random(seed));
        } finally {
            EvaluationMillion.delete(folder);
        }
        System.out.println(good ? "All checks passed." : "A check FAILED.");
        System.exit(good ? 0 : 1);
    }

    /** The run that is killed: two to six tenths of a second of answers, some slower than others. */
    private static void child(Path file, Path directory, Path log) {
        RunDirectory run = Evaluation.of(Dataset.jsonl(file))
                .subject("adder", item -> {
                    note(log, Sums.number(item));
                    LockSupport.parkNanos(Sums.number(item) % 50 == 0 ? 5_000_000 : 500_000);
                    return Sums.answer(item);
                })
                .metrics(new Sums.Exact(), new Sums.Length())
                .runInto(directory);
        System.exit(run.state() == RunState.FINISHED ? 0 : 3);
    }

    private static boolean rounds(Path folder, Random random) throws IOException, InterruptedException {
        Path file = folder.resolve("sums.jsonl");
        Sums.write(file, ITEMS);
        boolean good = true;
        int lost = 0;
        int twice = 0;
        int killed = 0;
        int again = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            Round result = new Round(file, folder.resolve("run-" + round), folder.resolve("asked-" + round));
            result.run(random);
            System.out.printf(
                    Locale.ROOT,
                    "round %2d: killed with %4d of %d results, %2d bytes torn; at the end %d results, %d lost, %d twice, "
                            + "%d asked again%n",
                    round,
                    result.before.size(),
                    ITEMS,
                    result.torn,
                    result.results,
                    result.lost,
                    result.twice,
                    result.askedAgain);
            lost += result.lost;
            twice += result.twice;
            killed += result.wasKilled ? 1 : 0;
            again += result.askedAgain;
            good &= result.good;
        }
        System.out.printf(
                Locale.ROOT,
                "%d rounds, %d killed while running: %d lost, %d scored twice, %d asked again that were under way%n",
                ROUNDS,
                killed,
                lost,
                twice,
                again);
        return good && lost == 0 && twice == 0;
    }

    private static void note(Path log, int number) {
        try {
            Files.writeString(log.resolve(number + "-" + System.nanoTime()), "");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** One run, killed and run again. */
    private static final class Round {
        private final Path file;
        private final Path directory;
        private final Path log;
        private List<Result> before = List.of();
        private boolean wasKilled;
        private long torn;
        private int results;
        private int lost;
        private int twice;
        private int askedAgain;
        private boolean good;

        Round(Path file, Path directory, Path log) {
            this.file = file;
            this.directory = directory;
            this.log = log;
        }

        void run(Random random) throws IOException, InterruptedException {
            Files.createDirectory(log);
            Process first = start();
            long most = 180L * ITEMS;
            long bytes = (long) (random.nextDouble() * most);
            awaitSize(first, bytes);
            LockSupport.parkNanos(random.nextInt(3_000_000));
            wasKilled = first.isAlive();
            first.destroyForcibly().waitFor();
            look();
            int code = start().waitFor();
            RunDirectory run = RunDirectory.open(directory);
            check(run);
            good = code == 0 && run.state() == RunState.FINISHED && results == ITEMS;
        }

        private Process start() throws IOException {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            List<String> command = List.of(
                    java,
                    "-Xmx64m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    EvaluationKill.class.getName(),
                    "child",
                    file.toString(),
                    directory.toString(),
                    log.toString());
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(new File("/dev/null"))
                    .start();
        }

        private void awaitSize(Process process, long bytes) throws IOException, InterruptedException {
            Path rows = directory.resolve("results.jsonl");
            while (process.isAlive() && (!Files.exists(rows) || Files.size(rows) < bytes)) {
                process.waitFor(1, TimeUnit.MILLISECONDS);
            }
        }

        /** Keeps what a reader sees now. */
        private void look() throws IOException {
            Path rows = directory.resolve("results.jsonl");
            if (!Files.exists(rows)) {
                return;
            }
            byte[] bytes = Files.readAllBytes(rows);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            torn = (long) bytes.length - end;
            try (Stream<Result> seen = RunDirectory.open(directory).stream()) {
                before = seen.toList();
            }
        }

        private void check(RunDirectory run) throws IOException {
            BitSet seen = new BitSet();
            List<Result> after = new ArrayList<>();
            try (Stream<Result> all = run.stream()) {
                all.forEachOrdered(result -> {
                    int number = Sums.number(result.item());
                    twice += seen.get(number) ? 1 : 0;
                    seen.set(number);
                    after.add(result);
                });
            }
            results = after.size();
            lost = ITEMS - seen.cardinality();
            for (Result result : before) {
                lost += after.get(Sums.number(result.item())).equals(result) ? 0 : 1;
            }
            try (Stream<Path> asked = Files.list(log)) {
                askedAgain = (int) asked.count() - ITEMS;
            }
        }
    }
}
