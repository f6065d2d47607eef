package dev.llmops.api;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The machine's clocks. The alarm thread starts with the first alarm and is a daemon. */
enum SystemTimeSource implements TimeSource {
    INSTANCE;

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Registration schedule(Duration delay, Runnable task) {
        ScheduledFuture<?> alarm = Alarms.EXECUTOR.schedule(task, nanos(delay), TimeUnit.NANOSECONDS);
        return () -> alarm.cancel(false);
    }

    /** {@return the delay in nanoseconds; 292 years stand for everything longer} */
    private static long nanos(Duration delay) {
        return delay.compareTo(LONGEST) < 0 ? delay.toNanos() : Long.MAX_VALUE;
    }

    /** Holder, so that a process that never sets an alarm never has the thread. */
    private static final class Alarms {
        static final ScheduledThreadPoolExecutor EXECUTOR = create();

        private static ScheduledThreadPoolExecutor create() {
            ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
                Thread thread = new Thread(task, "llmops-alarms");
                thread.setDaemon(true);
                return thread;
            });
            // Most alarms are deadlines that are never reached: do not keep them until then.
            executor.setRemoveOnCancelPolicy(true);
            return executor;
        }
    }
}
