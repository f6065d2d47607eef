package dev.llmops.testing;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.Deadline;
import dev.llmops.api.DeadlineExceededException;
import dev.llmops.api.Registration;
import dev.llmops.api.TimeSource;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Blocks a thread for a time of a time source, as slow work does. */
final class Pause {
    private Pause() {}

    /** Blocks until {@code duration} is over; {@code begun} is run as soon as the alarms are set. */
    static void on(TimeSource time, Duration duration, CallControl control, Runnable begun) {
        CountDownLatch over = new CountDownLatch(1);
        Deadline deadline = control.deadline();
        Registration alarm = time.schedule(duration, over::countDown);
        Registration limit =
                deadline.isSet() ? time.schedule(deadline.remaining(), () -> expire(deadline, over)) : () -> {};
        try {
            begun.run();
            await(over, control);
        } finally {
            alarm.close();
            limit.close();
        }
    }

    /** Blocks until {@code over}, or until the call is cancelled, out of time or interrupted; then throws. */
    static void await(CountDownLatch over, CallControl control) {
        Registration stop = control.cancellation().onCancel(over::countDown);
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stop.close();
        }
        check(control);
    }

    /** Throws if nobody wants the result of {@code control} any more. */
    static void check(CallControl control) {
        if (control.deadline().isExpired()) {
            throw new DeadlineExceededException("scripted", control.deadline().limit());
        }
        if (control.cancellation().isCancelled() || Thread.currentThread().isInterrupted()) {
            throw new CallCancelledException("scripted");
        }
    }

    private static void expire(Deadline deadline, CountDownLatch over) {
        // A deadline that is measured with another clock may not have come yet.
        if (deadline.isExpired()) {
            over.countDown();
        }
    }
}
