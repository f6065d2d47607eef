package dev.llmops.testing;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits with a bound in real time, so that a test that goes wrong fails instead of hanging.
 *
 * <p>The bound is far beyond what anything here takes: it is never what a test measures.
 */
final class Patience {
    static final Duration LIMIT = Duration.ofSeconds(10);

    private Patience() {}

    static void await(CountDownLatch latch, String what) {
        boolean reached;
        try {
            reached = latch.await(LIMIT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw interrupted(what, e);
        }
        if (!reached) {
            throw expired(what);
        }
    }

    /** Waits, with {@code lock} held or not, until {@code done}; {@code what} is told when it never is. */
    static void await(ReentrantLock lock, Condition changed, BooleanSupplier done, Supplier<String> what) {
        lock.lock();
        try {
            long left = LIMIT.toNanos();
            while (!done.getAsBoolean()) {
                if (left <= 0) {
                    throw expired(what.get());
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            throw interrupted(what.get(), e);
        } finally {
            lock.unlock();
        }
    }

    /** {@return the result of {@code future}; what it failed with is the cause of an {@link ExecutionException}} */
    static <T> T get(Future<T> future, String what) throws ExecutionException {
        return get(future, LIMIT, what);
    }

    /** {@return the result of {@code future}, which may take longer than usual} */
    static <T> T get(Future<T> future, Duration limit, String what) throws ExecutionException {
        try {
            return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(vain(limit, what), e);
        } catch (InterruptedException e) {
            throw interrupted(what, e);
        }
    }

    private static AssertionError expired(String what) {
        return new AssertionError(vain(LIMIT, what));
    }

    private static String vain(Duration limit, String what) {
        return "Waited " + limit.toSeconds() + " s in vain until " + what + ".";
    }

    private static AssertionError interrupted(String what, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new AssertionError("Interrupted while waiting until " + what + ".", cause);
    }
}
