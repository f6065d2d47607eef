package dev.llmops.eval.run;

import dev.llmops.api.TimeSource;
import dev.llmops.core.concurrent.DirectoryLock;
import dev.llmops.eval.Metric;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * Appends results to a run directory.
 *
 * <p>A row goes to the operating system in one write, so the end of the process loses none. The disk is waited for at
 * most once a second and at the end: a loss of power may cost what came within the last second.
 */
final class DirectorySink implements ResultSink {
    private static final String LOCK = "lock";
    private static final long SYNC_NANOS = Duration.ofSeconds(1).toNanos();

    private final Path directory;
    private final List<Metric> metrics;
    private final TimeSource time;
    private final DirectoryLock lock;
    private final Tally tally;
    private final MoneyLog money;
    private final BitSet done = new BitSet();
    private Manifest manifest;
    /** A channel would be closed by an interrupt of the thread that writes; this is not. */
    private final RandomAccessFile results;

    private BigDecimal paid;
    private long synced;
    private boolean closed;

    private DirectorySink(
            Path directory,
            Manifest manifest,
            List<Metric> metrics,
            TimeSource time,
            DirectoryLock lock,
            MoneyLog money,
            BigDecimal paid,
            RandomAccessFile results) {
        this.directory = directory;
        this.manifest = manifest;
        this.metrics = metrics;
        this.time = time;
        this.lock = lock;
        this.money = money;
        this.paid = paid;
        this.results = results;
        this.tally = new Tally(manifest.info().metrics(), metrics);
        this.synced = time.nanos();
    }

    /** Begins the run in {@code directory}, or goes on with the one that is there, without its failures if so told. */
    static DirectorySink open(
            Path directory, Manifest wanted, List<Metric> metrics, TimeSource time, boolean retryFailures) {
        try {
            RunFiles.createDirectories(directory);
            DirectoryLock lock = DirectoryLock.acquire(directory, LOCK, holder -> taken(directory));
            boolean opened = false;
            try {
                RunFiles.deleteRemains(RunDirectory.manifest(directory));
                RunFiles.deleteRemains(RunDirectory.results(directory));
                Manifest manifest = begin(directory, wanted);
                RunFiles.createFile(RunDirectory.results(directory));
                // Before rows are taken out: what they cost was paid all the same.
                BigDecimal paid = RunDirectory.paid(directory);
                MoneyLog money = MoneyLog.open(directory, paid);
                if (retryFailures) {
                    FailedRows.remove(directory);
                }
                RandomAccessFile results =
                        new RandomAccessFile(RunDirectory.results(directory).toFile(), "rw");
                DirectorySink sink = new DirectorySink(directory, manifest, metrics, time, lock, money, paid, results);
                try {
                    sink.readBack();
                    opened = true;
                } finally {
                    if (!opened) {
                        results.close();
                    }
                }
                return sink;
            } finally {
                if (!opened) {
                    lock.close();
                }
            }
        } catch (IOException e) {
            throw new RunDirectoryException(directory, "it cannot be written to.", e);
        }
    }

    private static RunDirectoryException taken(Path directory) {
        return new RunDirectoryException(
                directory, "another run writes to it. Wait for its end or use another directory.", null);
    }

    /** Takes the manifest that is there, which must be of the same run, or writes one. */
    private static Manifest begin(Path directory, Manifest wanted) throws IOException {
        Path file = RunDirectory.manifest(directory);
        if (!Files.exists(file)) {
            if (Files.exists(RunDirectory.results(directory))) {
                throw new RunDirectoryException(
                        directory, "it has results but no " + file.getFileName() + ". Use another directory.", null);
            }
            RunFiles.replace(file, wanted.toJson(), true);
            return wanted;
        }
        Manifest found = RunDirectory.read(directory);
        List<String> differences = found.differences(wanted);
        if (!differences.isEmpty()) {
            throw new RunDirectoryException(
                    directory,
                    "it holds another run, with different " + String.join(", ", differences)
                            + ". Use another directory, or delete this one to begin anew.",
                    null);
        }
        RunFiles.replace(file, found.with(RunState.RUNNING, null).toJson(), true);
        return found;
    }

    private void readBack() throws IOException {
        long wanted = manifest.info().items() * manifest.info().repeats();
        long whole;
        try (ResultLines lines = ResultLines.open(directory, RunDirectory.results(directory))) {
            for (ResultRow row = lines.next(); row != null; row = lines.next()) {
                if (row.number() < 0 || row.number() >= wanted) {
                    throw new RunDirectoryException(
                            directory,
                            "result " + row.number() + " is not one of the " + wanted + " of the run.",
                            null);
                }
                if (done.get(row.number())) {
                    throw lines.twice(row.number());
                }
                done.set(row.number());
                tally.add(row);
            }
            whole = lines.offset();
        }
        // What stands behind the last whole row was being written when the process ended.
        results.setLength(whole);
        results.seek(whole);
        // A loss of power may have taken the end of the log and left the rows.
        BigDecimal missing = tally.spent().subtract(paid);
        if (missing.signum() > 0) {
            money.add(missing);
            paid = tally.spent();
        }
    }

    @Override
    public BitSet done() {
        return (BitSet) done.clone();
    }

    @Override
    public Tally tally() {
        return tally;
    }

    @Override
    public byte[] encode(ResultRow row) {
        return (row.toJson() + '\n').getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void append(ResultRow row, byte[] encoded) {
        try {
            results.write(encoded);
            long now = time.nanos();
            if (now - synced >= SYNC_NANOS) {
                synced = now;
                results.getFD().sync();
                money.sync();
            }
        } catch (IOException e) {
            throw new RunDirectoryException(
                    directory, "a result could not be written. Make room, then run again to go on.", e);
        }
        tally.add(row);
    }

    @Override
    public BigDecimal paid() {
        return paid;
    }

    @Override
    public void pay(BigDecimal amount) {
        money.add(amount);
    }

    @Override
    public Run finish(RunState state, BigDecimal spent) {
        try {
            results.getFD().sync();
            money.sync();
            manifest = manifest.with(state, summary().costing(spent));
            RunFiles.replace(RunDirectory.manifest(directory), manifest.toJson(), true);
        } catch (IOException e) {
            throw new RunDirectoryException(directory, "the end of the run could not be written.", e);
        } finally {
            close();
        }
        return RunDirectory.open(directory);
    }

    private RunSummary summary() {
        long wanted = manifest.info().items() * manifest.info().repeats();
        if (tally.isInOrder()) {
            return tally.summary(wanted);
        }
        ResultLines lines = ResultLines.open(directory, RunDirectory.results(directory));
        try (Stream<ResultRow> rows = OrderedRows.of(lines)) {
            return Tally.ofOrdered(manifest.info().metrics(), metrics, rows, wanted);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (RandomAccessFile file = results;
                MoneyLog log = money) {
            file.getFD().sync();
            log.sync();
        } catch (IOException e) {
            throw new RunDirectoryException(directory, "the results could not be closed.", e);
        } finally {
            release();
        }
    }

    private void release() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new RunDirectoryException(directory, "the lock could not be given up.", e);
        }
    }
}
