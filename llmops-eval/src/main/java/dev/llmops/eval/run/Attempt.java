package dev.llmops.eval.run;

import dev.llmops.api.CallControl;
import dev.llmops.api.Cancellation;
import dev.llmops.api.Deadline;
import dev.llmops.api.DeadlineExceededException;
import dev.llmops.api.Registration;
import dev.llmops.api.Require;
import dev.llmops.api.TimeSource;
import dev.llmops.api.model.Usage;
import dev.llmops.core.concurrent.CancelSource;
import dev.llmops.eval.UsageMeter;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One try of a subject or a metric, with a time limit. Ends once, whoever comes first.
 *
 * <p>When time runs out the thread is interrupted and the try is over, even if the thread takes no notice; until it comes
 * back it is counted as lost. When the run is cancelled nobody is told how the try ended, but what it used is told even
 * then: what is paid is paid.
 */
final class Attempt<T> implements UsageMeter {
    private final String callId;
    private final Deadline deadline;
    private final CancelSource stop = new CancelSource();
    private final AdaptiveLimit threads;
    private final Ending<T> ending;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean over;
    /** Whether the value tells what was used, so that the reports do not count. */
    private boolean done;

    private boolean lost;
    private @Nullable Thread thread;
    private Usage used = Usage.unknown();
    /** What had been reported when it was over; what is reported later is told at once. */
    private Usage usedInTime = Usage.unknown();

    private Attempt(String callId, Deadline deadline, AdaptiveLimit threads, Ending<T> ending) {
        this.callId = callId;
        this.deadline = deadline;
        this.threads = threads;
        this.ending = ending;
    }

    /** Hears how a try ended. */
    interface Ending<T> {
        /** The work is done; on the thread that did it. */
        void done(T value);

        /**
         * The work failed, on the thread that did it, or time ran out, on the thread of the alarm; {@code used} is what
         * the work had reported by then.
         */
        void failed(Throwable error, boolean timedOut, Usage used);

        /** The try is over and has used more than was told; on any thread, any number of times. */
        void usedLate(Usage used);

        /** The try was over when this came of it, and has reported nothing that it used; on the thread that did it. */
        void doneLate(T value);
    }

    /** Does {@code work} on this thread, which {@code threads} has lent. */
    static <T> void run(
            String callId,
            RunPlan plan,
            AdaptiveLimit threads,
            CancelSource runStop,
            Function<CallControl, T> work,
            Ending<T> ending) {
        Duration limit = plan.limit();
        TimeSource time = plan.time();
        Deadline deadline = limit == null ? Deadline.none() : Deadline.after(limit, time);
        Attempt<T> attempt = new Attempt<>(callId, deadline, threads, ending);
        Registration alarm = limit == null ? () -> {} : time.schedule(limit, attempt::expire);
        Registration cancel = runStop.onCancel(attempt::cancel);
        try {
            attempt.work(work);
        } finally {
            alarm.close();
            cancel.close();
        }
    }

    private void work(Function<CallControl, T> work) {
        lock.lock();
        try {
            if (over) {
                return;
            }
            thread = Thread.currentThread();
        } finally {
            lock.unlock();
        }
        T value;
        try {
            value = work.apply(this);
        } catch (Throwable e) {
            if (e instanceof VirtualMachineError fatal && !(e instanceof StackOverflowError)) {
                // Says nothing about the item.
                throw fatal;
            }
            if (end(false)) {
                ending.failed(e, false, usedInTime());
            }
            return;
        } finally {
            leave();
        }
        if (end(true)) {
            ending.done(value);
        } else if (reportedNothing()) {
            ending.doneLate(value);
        }
    }

    /** No interrupt reaches this thread any more, and one that has is forgotten. */
    private void leave() {
        boolean back;
        lock.lock();
        try {
            thread = null;
            back = lost;
        } finally {
            lock.unlock();
        }
        Thread.interrupted();
        if (back) {
            threads.found();
        }
    }

    private void expire() {
        if (end(false)) {
            interrupt();
            markLost();
            ending.failed(new DeadlineExceededException("item", deadline.limit()), true, usedInTime());
        }
    }

    private void markLost() {
        lock.lock();
        try {
            if (thread != null) {
                lost = true;
                threads.lost();
            }
        } finally {
            lock.unlock();
        }
    }

    private void cancel() {
        boolean first = end(false);
        interrupt();
        if (first) {
            ending.usedLate(usedInTime());
        }
    }

    /** {@return whether this ends it, and nothing has before} */
    private boolean end(boolean withValue) {
        lock.lock();
        try {
            boolean first = !over;
            if (first) {
                over = true;
                done = withValue;
                usedInTime = used;
            }
            return first;
        } finally {
            lock.unlock();
        }
    }

    private void interrupt() {
        stop.cancel();
        lock.lock();
        try {
            if (thread != null) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void used(Usage usage) {
        boolean late;
        lock.lock();
        try {
            used = used.plus(Require.nonNull(usage, "usage"));
            late = over && !done;
        } finally {
            lock.unlock();
        }
        if (late) {
            ending.usedLate(usage);
        }
    }

    private boolean reportedNothing() {
        lock.lock();
        try {
            return used.equals(Usage.unknown());
        } finally {
            lock.unlock();
        }
    }

    private Usage usedInTime() {
        lock.lock();
        try {
            return usedInTime;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String callId() {
        return callId;
    }

    @Override
    public Deadline deadline() {
        return deadline;
    }

    @Override
    public Cancellation cancellation() {
        return stop;
    }
}
