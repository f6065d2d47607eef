package dev.llmops.testing;

import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** A task that runs on a daemon thread of its own, so that a test can interrupt it and outlive it. */
final class Background<T> {
    /** Real models are slow, and slower side by side. */
    private static final Duration LONG = Duration.ofMinutes(2);

    private static final int THREADS = 4;

    private final FutureTask<T> task;
    private final Thread thread;

    private Background(Callable<T> callable) {
        this.task = new FutureTask<>(callable);
        this.thread = new Thread(task, "contract");
        thread.setDaemon(true);
    }

    static <T> Background<T> start(Callable<T> callable) {
        Background<T> background = new Background<>(callable);
        background.thread.start();
        return background;
    }

    void interrupt() {
        thread.interrupt();
    }

    /** {@return what the task threw, null if it returned}; waits for its end. */
    @Nullable Throwable failure(String what) {
        Throwable failure = catchThrowable(() -> Patience.get(task, what));
        return failure instanceof ExecutionException wrapped ? wrapped.getCause() : failure;
    }

    /** Runs {@code work} on several threads that begin together, and fails as the first of them that failed. */
    static void sideBySide(int threads, Work work) {
        CountDownLatch begin = new CountDownLatch(threads);
        List<Background<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int index = i;
            all.add(start(() -> {
                begin.countDown();
                begin.await();
                work.run(index);
                return true;
            }));
        }
        for (Background<Boolean> each : all) {
            Throwable failure = catchThrowable(() -> Patience.get(each.task, LONG, "all threads have done their work"));
            if (failure != null) {
                throw new AssertionError("Failed on a thread beside others: " + failure.getMessage(), failure);
            }
        }
    }

    /** Has several threads run all of {@code checks} at the same time, each thread from another one on. */
    static void onManyThreads(List<Runnable> checks) {
        sideBySide(THREADS, thread -> {
            for (int i = 0; i < checks.size(); i++) {
                checks.get((i + thread * checks.size() / THREADS) % checks.size())
                        .run();
            }
        });
    }

    /** What one of several threads does. */
    @FunctionalInterface
    interface Work {
        void run(int thread) throws Exception;
    }
}
