package dev.llmops.api;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at something from time to time, until it is as it should be.
 *
 * <p>Between two looks the thread sleeps until an alarm of the time source. Immutable, safe for
 * concurrent use.
 *
 * <pre>{@code
 * BatchJob ended = Polling.every(Duration.ofMinutes(1))
 *         .until(() -> batches.status(id, control), job -> job.state().isFinal(), control);
 * }</pre>
 */
public final class Polling {
    private static final int MOST_DOUBLINGS = 5;

    private final Duration interval;
    private final TimeSource time;
    private final int failures;

    private Polling(Duration interval, TimeSource time, int failures) {
        this.interval = interval;
        this.time = time;
        this.failures = failures;
    }

    /** {@return looks that are {@code interval} apart, which bear three failures in a row that may pass} */
    public static Polling every(Duration interval) {
        return every(interval, TimeSource.system());
    }

    /** {@return looks that are {@code interval} apart on {@code time}, which bear three failures in a row that may pass} */
    public static Polling every(Duration interval, TimeSource time) {
        return new Polling(Require.positive(interval, "interval"), Require.nonNull(time, "time"), 3);
    }

    /**
     * {@return the same looks, which bear another number of failures}
     *
     * @param inARow how many {@linkplain LlmException#isRetryable() retryable} failures in a row do not end it;
     *     each doubles the time to the next look, up to 32 times the interval
     */
    public Polling bearing(int inARow) {
        return new Polling(interval, time, Require.inRange(inARow, 0, 1_000_000, "inARow"));
    }

    /** {@return the time between two looks} */
    public Duration interval() {
        return interval;
    }

    /**
     * Looks at once, and again until {@code done} holds.
     *
     * @return what was seen last
     * @throws CallCancelledException if the call is cancelled or the thread interrupted
     * @throws DeadlineExceededException if the deadline of the call comes first
     * @throws LlmException what {@code look} throws, if it is not retryable or comes too often in a row
     */
    public <T> T until(Supplier<? extends T> look, Predicate<? super T> done, CallControl control) {
        Require.nonNull(look, "look");
        Require.nonNull(done, "done");
        Require.nonNull(control, "control");
        int failed = 0;
        while (true) {
            T seen = failed < failures ? lookOrNull(look) : look.get();
            if (seen != null && done.test(seen)) {
                return seen;
            }
            failed = seen == null ? failed + 1 : 0;
            sleep(interval.multipliedBy(1L << Math.min(failed, MOST_DOUBLINGS)), control);
        }
    }

    private static <T> @Nullable T lookOrNull(Supplier<? extends T> look) {
        try {
            return look.get();
        } catch (LlmException e) {
            if (e.isRetryable()) {
                return null;
            }
            throw e;
        }
    }

    private void sleep(Duration duration, CallControl control) {
        Deadline deadline = control.deadline();
        CountDownLatch over = new CountDownLatch(1);
        Registration alarm = time.schedule(duration, over::countDown);
        Registration limit =
                deadline.isSet() ? time.schedule(deadline.remaining(), () -> endAt(deadline, over)) : () -> {};
        Registration stop = control.cancellation().onCancel(over::countDown);
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            alarm.close();
            limit.close();
            stop.close();
        }
        if (deadline.isExpired()) {
            throw new DeadlineExceededException("polling", deadline.limit());
        }
        if (control.cancellation().isCancelled() || Thread.currentThread().isInterrupted()) {
            throw new CallCancelledException("polling");
        }
    }

    /** A deadline that is measured with another clock may not have come yet. */
    private static void endAt(Deadline deadline, CountDownLatch over) {
        if (deadline.isExpired()) {
            over.countDown();
        }
    }

    @Override
    public String toString() {
        return "Polling[every " + interval + "]";
    }
}
