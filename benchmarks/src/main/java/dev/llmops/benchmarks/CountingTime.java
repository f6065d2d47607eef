package dev.llmops.benchmarks;

import dev.llmops.api.Registration;
import dev.llmops.api.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The time of the system, which counts the alarms that have neither rung nor been withdrawn. */
final class CountingTime implements TimeSource {
    private final TimeSource time = TimeSource.system();
    private final AtomicInteger pending = new AtomicInteger();

    /** {@return how many alarms are set} */
    int pending() {
        return pending.get();
    }

    @Override
    public long nanos() {
        return time.nanos();
    }

    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public Registration schedule(Duration delay, Runnable task) {
        AtomicBoolean over = new AtomicBoolean();
        pending.incrementAndGet();
        Registration alarm = time.schedule(delay, () -> {
            end(over);
            task.run();
        });
        return () -> {
            end(over);
            alarm.close();
        };
    }

    private void end(AtomicBoolean over) {
        if (over.compareAndSet(false, true)) {
            pending.decrementAndGet();
        }
    }
}
