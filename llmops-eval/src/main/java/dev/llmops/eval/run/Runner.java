package dev.llmops.eval.run;

import dev.llmops.api.LlmException;
import dev.llmops.api.Registration;
import dev.llmops.core.concurrent.CancelSource;
import dev.llmops.eval.Item;
import dev.llmops.eval.dataset.DatasetException;
import dev.llmops.eval.dataset.DatasetVersion;
import dev.llmops.eval.dataset.VersionTally;
import java.util.Iterator;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Does a run: this thread reads the data set, others ask the subject, others again score, and whoever has scored a
 * result writes it.
 *
 * <p>What is under way is bounded by the {@link Ledger}, so none of the queues between them needs a bound.
 */
final class Runner {
    private final RunPlan plan;
    private final DatasetVersion version;
    private final ResultSink sink;
    private final CancelSource stop = new CancelSource();
    private final AdaptiveLimit askLimit;
    private final AdaptiveLimit scoreLimit;
    private final Asking asking;
    private final Ledger ledger;
    private final Spending spending;
    private final ReentrantLock writing = new ReentrantLock();
    private @Nullable ProgressListener progress;
    /** Set by who holds {@link #writing}; read by all, who must not wait for a write or a listener. */
    private volatile @Nullable RunState ended;

    private @Nullable Throwable error;
    /** Set by a row that could not be written whole: another one behind it would damage the file. */
    private boolean broken;

    Runner(RunPlan plan, DatasetVersion version, ResultSink sink) {
        this.plan = plan;
        this.version = version;
        this.sink = sink;
        this.progress = plan.progress();
        this.ledger = new Ledger(sink.done(), plan.window());
        RunThreads threads = RunThreads.create();
        // A failure of the run itself, such as a full disk, ends it; it must not end in some thread unseen.
        Consumer<Throwable> onFailure = failure -> end(RunState.FAILED, failure);
        this.spending = new Spending(plan.cap(), sink, onFailure);
        this.askLimit = new AdaptiveLimit(plan.concurrency(), threads, plan.time(), onFailure);
        this.scoreLimit = new AdaptiveLimit(plan.scorers(), threads, plan.time(), onFailure);
        Scoring scoring = new Scoring(plan, scoreLimit, stop, this::write);
        this.asking = new Asking(plan, askLimit, stop, scoring::submit);
    }

    /** Runs to the end, whichever it is. */
    Run run() {
        Registration cancel = plan.cancellation().onCancel(() -> end(RunState.CANCELLED, null));
        boolean interrupted = false;
        try {
            feed();
            ledger.awaitQuiet();
        } catch (InterruptedException e) {
            interrupted = true;
            end(RunState.CANCELLED, null);
        } catch (RuntimeException | Error e) {
            end(RunState.FAILED, e);
        } finally {
            cancel.close();
        }
        try {
            return finish();
        } finally {
            // Not before: files refuse to be written by a thread that is interrupted.
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void feed() throws InterruptedException {
        VersionTally tally = new VersionTally();
        try (Stream<Item> items = plan.dataset().stream()) {
            Iterator<Item> each = items.iterator();
            int number = 0;
            while (each.hasNext()) {
                Item item = each.next();
                tally.add(item);
                for (int repeat = 0; repeat < plan.repeats(); repeat++, number++) {
                    if (!ledger.isDone(number) && !begin(item, repeat, number)) {
                        return;
                    }
                }
            }
        }
        if (!tally.version().equals(version)) {
            throw DatasetException.of(
                    plan.dataset().name(),
                    "the data set changed while it was run. Keep it as it is, and run again.",
                    null);
        }
    }

    private boolean begin(Item item, int repeat, int number) throws InterruptedException {
        if (!ledger.begin(number)) {
            return false;
        }
        Job job = new Job(item, repeat, number, new Bill(plan.price(), spending));
        askLimit.submit(permit -> {
            if (isOver()) {
                permit.release(AdaptiveLimit.Outcome.NEUTRAL);
                ledger.drop();
            } else {
                asking.ask(job, permit, 1);
            }
        });
        return true;
    }

    private void write(Job job) {
        ResultRow row = job.row();
        byte[] encoded = sink.encode(row);
        writing.lock();
        try {
            if (stop.isCancelled() || broken) {
                return;
            }
            broken = true;
            sink.append(row, encoded);
            broken = false;
            tell();
        } finally {
            writing.unlock();
        }
        ledger.finish(job.number());
    }

    private void tell() {
        if (progress == null) {
            return;
        }
        Tally tally = sink.tally();
        try {
            progress.on(new Progress(
                    tally.results(),
                    version.items() * plan.repeats(),
                    tally.failures(),
                    askLimit.current(),
                    spending.total()));
        } catch (RuntimeException e) {
            // Who watches must not stop the run.
            progress = null;
        }
    }

    private boolean isOver() {
        if (spending.isCapReached()) {
            end(RunState.STOPPED_COST, null);
        }
        return ended != null;
    }

    /** Ends the run early. What is under way is finished if money is the reason, and given up otherwise. */
    private void end(RunState state, @Nullable Throwable cause) {
        writing.lock();
        try {
            if (ended == null || ended == RunState.STOPPED_COST && state != RunState.STOPPED_COST) {
                ended = state;
                error = cause;
            }
        } finally {
            writing.unlock();
        }
        ledger.stop();
        if (state != RunState.STOPPED_COST) {
            stop.cancel();
            askLimit.close();
            scoreLimit.close();
            // Not before: what those have used who are given up is paid, and belongs to the run.
            ledger.giveUp();
        }
    }

    private Run finish() {
        writing.lock();
        try {
            stop.cancel();
            askLimit.close();
            scoreLimit.close();
            warn(askLimit.stuck() + scoreLimit.stuck());
            if (error != null) {
                abandon();
            }
            return sink.finish(ended == null ? RunState.FINISHED : ended, spending.total());
        } finally {
            writing.unlock();
        }
    }

    private void warn(int stuck) {
        if (stuck > 0) {
            System.getLogger(Evaluation.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "Threads still in the subject or in a metric though their time is over: {0}. They took no"
                                    + " notice of an interrupt, and keep what they hold until they return.",
                            stuck);
        }
    }

    private void abandon() {
        Throwable cause = error;
        try {
            sink.finish(RunState.FAILED, spending.total());
        } catch (RuntimeException e) {
            if (cause != null && !cause.equals(e)) {
                cause.addSuppressed(e);
            }
            sink.close();
        }
        if (cause instanceof Error fatal) {
            throw fatal;
        }
        if (cause instanceof RuntimeException known) {
            throw known;
        }
        throw new LlmException("The run failed. See the cause.", cause);
    }
}
