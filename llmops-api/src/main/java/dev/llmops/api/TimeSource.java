package dev.llmops.api;

import java.time.Duration;
import java.time.Instant;

/**
 * Where time comes from: elapsed time, the time of day and alarms.
 *
 * <p>Everything in this library that measures or waits does so through a time source, so that a
 * test can move time by hand. Safe for concurrent use.
 */
public interface TimeSource {
    /** {@return nanoseconds since some fixed but arbitrary moment; never goes back} */
    long nanos();

    /** {@return the time of day} */
    Instant now();

    /**
     * Runs {@code task} once after {@code delay}, on a thread of the time source. The task must be
     * quick and must not block.
     *
     * @return withdraws the task if it has not run yet
     */
    Registration schedule(Duration delay, Runnable task);

    /** {@return the machine's own clocks, with one shared daemon thread for alarms} */
    static TimeSource system() {
        return SystemTimeSource.INSTANCE;
    }
}
