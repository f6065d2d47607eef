package dev.llmops.eval.run;

import dev.llmops.api.Registration;
import dev.llmops.api.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs as many tasks at once as the other side bears. Safe for concurrent use.
 *
 * <p>Additive increase, multiplicative decrease, as TCP does (Chiu and Jain, 1989): a limit's worth of answers raises
 * the limit by one, up to the greatest; a refusal halves it, down to one. Refusals of tasks that had begun before the
 * last cut belong to that cut and do not halve it again. Nothing begins before the time is over that a refusal asks to
 * wait. No thread waits here: what may not begin yet stands in a queue.
 *
 * <p>A task may give its place back while its thread is stuck. So that such threads do not become ever more, nothing
 * begins while there are as many of them as tasks may run, or {@value #LEAST_STUCK}; if they stay, that is a failure.
 */
final class AdaptiveLimit {
    /** How a task ended. */
    enum Outcome {
        /** The other side did its work. */
        ANSWERED,
        /** Says nothing about how much the other side bears. */
        NEUTRAL
    }

    private static final int LEAST_STUCK = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Consumer<Permit>> waiting = new ArrayDeque<>();
    private final int greatest;
    private final RunThreads threads;
    private final TimeSource time;
    private final Consumer<Throwable> onFailure;
    private double limit;
    private int active;
    private long cuts;
    private boolean paused;
    private long pausedUntil;
    private boolean closed;
    private int stuck;
    private @Nullable Registration patience;

    /** Creates a limit; {@code onFailure} hears what a task throws. */
    AdaptiveLimit(int greatest, RunThreads threads, TimeSource time, Consumer<Throwable> onFailure) {
        this.greatest = greatest;
        this.limit = greatest;
        this.threads = threads;
        this.time = time;
        this.onFailure = onFailure;
    }

    /** {@return how many tasks may run at once now} */
    int current() {
        lock.lock();
        try {
            return (int) limit;
        } finally {
            lock.unlock();
        }
    }

    /** {@return how many threads are stuck in tasks whose time is over} */
    int stuck() {
        lock.lock();
        try {
            return stuck;
        } finally {
            lock.unlock();
        }
    }

    /** The time of a task is over and its thread has not come back. */
    void lost() {
        threads.distrust();
        lock.lock();
        try {
            stuck++;
            if (stuck == mostStuck() && !closed) {
                patience = time.schedule(PATIENCE, this::giveUp);
            }
        } finally {
            lock.unlock();
        }
    }

    /** A thread that was lost has come back. */
    void found() {
        lock.lock();
        try {
            stuck--;
            if (stuck < mostStuck() && patience != null) {
                patience.close();
                patience = null;
            }
        } finally {
            lock.unlock();
        }
        begin();
    }

    private int mostStuck() {
        return Math.max(greatest, LEAST_STUCK);
    }

    private void giveUp() {
        int count;
        lock.lock();
        try {
            if (closed || stuck < mostStuck()) {
                return;
            }
            if (waiting.isEmpty()) {
                // They keep nobody waiting yet.
                patience = time.schedule(PATIENCE, this::giveUp);
                return;
            }
            count = stuck;
        } finally {
            lock.unlock();
        }
        onFailure.accept(new StuckThreadsException(count));
    }

    /** Runs {@code task} as soon as it may, behind those that wait. It must release its permit, on any thread. */
    void submit(Consumer<Permit> task) {
        enqueue(task, false);
    }

    /** Runs a task that was refused as soon as it may, before those that wait. */
    void submitAgain(Consumer<Permit> task) {
        enqueue(task, true);
    }

    /** Forgets what waits, and takes nothing more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
            if (patience != null) {
                patience.close();
                patience = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private void enqueue(Consumer<Permit> task, boolean again) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (again) {
                waiting.addFirst(task);
            } else {
                waiting.addLast(task);
            }
        } finally {
            lock.unlock();
        }
        begin();
    }

    /** Begins what may begin, each on a thread of its own. */
    private void begin() {
        for (Permit next = next(); next != null; next = next()) {
            threads.execute(next);
        }
    }

    private @Nullable Permit next() {
        lock.lock();
        try {
            if (paused && time.nanos() - pausedUntil >= 0) {
                paused = false;
            }
            if (paused || active >= (int) limit || stuck >= mostStuck() || waiting.isEmpty()) {
                return null;
            }
            active++;
            return new Permit(waiting.removeFirst(), cuts);
        } finally {
            lock.unlock();
        }
    }

    private void pause(Duration wait) {
        long until = time.nanos() + wait.toNanos();
        if (!paused || until - pausedUntil > 0) {
            paused = true;
            pausedUntil = until;
            time.schedule(wait, this::begin);
        }
    }

    /** Leave to run one task. */
    final class Permit implements Runnable {
        private final Consumer<Permit> task;
        private final long cutsBefore;
        private @Nullable Thread thread;
        private boolean released;

        private Permit(Consumer<Permit> task, long cutsBefore) {
            this.task = task;
            this.cutsBefore = cutsBefore;
        }

        @Override
        public void run() {
            // Whatever may begin when a task ends begins on its thread: handing over to another one costs more than
            // most metrics.
            for (Permit permit = this; permit != null; permit = next()) {
                permit.thread = Thread.currentThread();
                try {
                    permit.task.accept(permit);
                } catch (RuntimeException | Error e) {
                    onFailure.accept(e);
                }
                begin(1);
            }
        }

        /** Gives the place back. */
        void release(Outcome outcome) {
            lock.lock();
            try {
                if (!leave()) {
                    return;
                }
                if (outcome == Outcome.ANSWERED) {
                    limit = Math.min(greatest, limit + 1 / limit);
                }
            } finally {
                lock.unlock();
            }
            passOn();
        }

        /** Gives the place back after a refusal; nothing begins until {@code wait} is over. */
        void refused(Duration wait) {
            lock.lock();
            try {
                if (!leave()) {
                    return;
                }
                if (cutsBefore == cuts) {
                    limit = Math.max(1, limit / 2);
                    cuts++;
                }
                pause(wait);
            } finally {
                lock.unlock();
            }
            passOn();
        }

        private boolean leave() {
            if (released) {
                return false;
            }
            released = true;
            active--;
            return true;
        }

        /** A place that is given back by somebody else is taken by a new thread. */
        private void passOn() {
            if (!Thread.currentThread().equals(thread)) {
                begin();
            }
        }
    }

    /** Begins what may begin, but leaves {@code spare} places to the caller. */
    private void begin(int spare) {
        while (true) {
            lock.lock();
            try {
                if (active + spare >= (int) limit || waiting.size() <= spare) {
                    return;
                }
            } finally {
                lock.unlock();
            }
            Permit next = next();
            if (next == null) {
                return;
            }
            threads.execute(next);
        }
    }
}
