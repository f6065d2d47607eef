package dev.llmops.testing;

import dev.llmops.api.CallControl;
import dev.llmops.api.Registration;
import dev.llmops.api.Require;
import dev.llmops.api.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Time that stands still until a test moves it.
 *
 * <p>{@link #advance} runs the alarms that come due, in order, on the thread that advances, with the
 * time set to the moment of each. Code that runs on other threads is met with {@link #awaitAlarm()}
 * and {@link #awaitPauses}: they wait, in real time, until that code waits for virtual time.
 *
 * <pre>{@code
 * VirtualTime time = new VirtualTime();
 * Future<Answer> answer = executor.submit(() -> retrying(time).run("Hello"));
 * time.awaitAlarm();                       // it has failed once and waits before it tries again
 * time.advance(Duration.ofSeconds(2));
 * }</pre>
 *
 * <p>An alarm without delay is due at once, and runs with the next {@link #advance}, which may be
 * one of zero. Safe for concurrent use.
 */
public final class VirtualTime implements TimeSource {
    private static final Instant DEFAULT_START = Instant.parse("2026-01-01T00:00:00Z");

    /** Not zero, so that code which takes zero for "not set" is found out. */
    private static final long ORIGIN = -1_000_000_007L;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ReentrantLock advancing = new ReentrantLock();
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
    private final Instant start;
    private long elapsed;
    private long scheduled;
    private int pauses;

    /** Creates time that stands at the beginning of the year 2026, in UTC. */
    public VirtualTime() {
        this(DEFAULT_START);
    }

    private VirtualTime(Instant start) {
        this.start = start;
    }

    /** {@return time that stands at {@code start}} */
    public static VirtualTime startingAt(Instant start) {
        return new VirtualTime(Require.nonNull(start, "start"));
    }

    @Override
    public long nanos() {
        return ORIGIN + elapsed().toNanos();
    }

    @Override
    public Instant now() {
        return start.plus(elapsed());
    }

    /** {@return how far time was moved since the beginning} */
    public Duration elapsed() {
        lock.lock();
        try {
            return Duration.ofNanos(elapsed);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Registration schedule(Duration delay, Runnable task) {
        Require.nonNull(delay, "delay");
        Require.nonNull(task, "task");
        lock.lock();
        try {
            Alarm alarm = new Alarm(after(delay.isNegative() ? Duration.ZERO : delay), scheduled++, task);
            alarms.add(alarm);
            changed.signalAll();
            return () -> withdraw(alarm);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Moves time forward, and runs what comes due on the way.
     *
     * <p>Alarms that are set by alarms run too, if they come due. What an alarm throws is thrown when
     * the time has come where it was to be moved; the first one, with the others suppressed.
     *
     * @param duration how far; zero runs what is due already
     */
    public void advance(Duration duration) {
        Require.that(!Require.nonNull(duration, "duration").isNegative(), "duration", "time never goes back");
        @Nullable Failures failures = null;
        advancing.lock();
        try {
            long target = moment(duration);
            for (Alarm due = takeDue(target); due != null; due = takeDue(target)) {
                try {
                    due.task.run();
                } catch (RuntimeException | Error e) {
                    failures = failures == null ? new Failures(e) : failures.and(e);
                }
            }
            moveTo(target);
        } finally {
            advancing.unlock();
        }
        if (failures != null) {
            failures.rethrow();
        }
    }

    /**
     * Waits until there is an alarm, and moves time to the moment of the first.
     *
     * @return how far time was moved
     */
    public Duration advanceToNextAlarm() {
        awaitAlarm();
        Duration distance;
        lock.lock();
        try {
            Alarm next = alarms.peek();
            distance = Duration.ofNanos(next == null ? 0 : Math.max(0, next.moment - elapsed));
        } finally {
            lock.unlock();
        }
        advance(distance);
        return distance;
    }

    /** {@return how many alarms are set and have not run} */
    public int pendingAlarms() {
        lock.lock();
        try {
            return alarms.size();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until some thread has set an alarm; fails after ten seconds of real time. */
    public void awaitAlarm() {
        awaitAlarms(1);
    }

    /** Waits until {@code count} alarms are set; fails after ten seconds of real time. */
    public void awaitAlarms(int count) {
        Patience.await(
                lock,
                changed,
                () -> alarms.size() >= count,
                () -> count + " alarms were set in virtual time; there were " + alarms.size());
    }

    /**
     * Waits until an alarm is set that comes due within {@code distance} from now; fails after ten
     * seconds of real time.
     *
     * <p>For code that has set other alarms before, such as the deadline of a call.
     */
    public void awaitAlarmWithin(Duration distance) {
        Require.nonNull(distance, "distance");
        Patience.await(
                lock,
                changed,
                () -> !alarms.isEmpty() && alarms.peek().moment <= after(distance),
                () -> "an alarm was set that comes due within " + distance + "; there were " + alarms.size()
                        + " later ones");
    }

    /**
     * Blocks this thread until time was moved by {@code duration}, as slow work does.
     *
     * @throws dev.llmops.api.CallCancelledException if the call is cancelled or the thread interrupted
     * @throws dev.llmops.api.DeadlineExceededException if the deadline of the call comes first
     */
    public void pause(Duration duration, CallControl control) {
        Require.nonNull(duration, "duration");
        Require.nonNull(control, "control");
        boolean[] counted = new boolean[1];
        try {
            Pause.on(this, duration, control, () -> {
                countPause(1);
                counted[0] = true;
            });
        } finally {
            if (counted[0]) {
                countPause(-1);
            }
        }
    }

    /** Waits until {@code threads} threads are in {@link #pause}; fails after ten seconds of real time. */
    public void awaitPauses(int threads) {
        Patience.await(
                lock,
                changed,
                () -> pauses >= threads,
                () -> threads + " threads paused in virtual time; there were " + pauses);
    }

    /** Shows how far time was moved, and how many alarms are set. */
    @Override
    public String toString() {
        return "VirtualTime[" + elapsed() + ", alarms=" + pendingAlarms() + "]";
    }

    private void countPause(int change) {
        lock.lock();
        try {
            pauses += change;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void withdraw(Alarm alarm) {
        lock.lock();
        try {
            alarms.remove(alarm);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Alarm takeDue(long target) {
        lock.lock();
        try {
            Alarm next = alarms.peek();
            if (next == null || next.moment > target) {
                return null;
            }
            alarms.remove();
            elapsed = Math.max(elapsed, next.moment);
            changed.signalAll();
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void moveTo(long target) {
        lock.lock();
        try {
            // An alarm may have advanced further.
            elapsed = Math.max(elapsed, target);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private long moment(Duration distance) {
        lock.lock();
        try {
            return after(distance);
        } finally {
            lock.unlock();
        }
    }

    /** The moment {@code distance} from now, or the end of time; call with the lock held. */
    private long after(Duration distance) {
        boolean representable = distance.compareTo(Duration.ofNanos(Long.MAX_VALUE - elapsed)) <= 0;
        return representable ? elapsed + distance.toNanos() : Long.MAX_VALUE;
    }

    private static final class Alarm implements Comparable<Alarm> {
        private final long moment;
        private final long number;
        private final Runnable task;

        Alarm(long moment, long number, Runnable task) {
            this.moment = moment;
            this.number = number;
            this.task = task;
        }

        @Override
        public int compareTo(Alarm other) {
            return moment == other.moment ? Long.compare(number, other.number) : Long.compare(moment, other.moment);
        }
    }

    /** What alarms threw. */
    private static final class Failures {
        private final Throwable first;

        Failures(Throwable first) {
            this.first = first;
        }

        Failures and(Throwable next) {
            if (!next.equals(first)) {
                first.addSuppressed(next);
            }
            return this;
        }

        void rethrow() {
            if (first instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) first;
        }
    }
}
