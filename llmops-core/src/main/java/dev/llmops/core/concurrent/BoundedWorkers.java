package dev.llmops.core.concurrent;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A bounded number of daemon threads that end when idle.
 *
 * <p>Tasks beyond the bound wait in order. A task that waits for its reader gives its place to
 * another one: otherwise readers that start further calls while they read could wait for each
 * other for ever.
 */
final class BoundedWorkers implements Workers {
    private static final long IDLE_SECONDS = 5;

    private final int limit;
    private final ThreadPoolExecutor threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int active;

    BoundedWorkers(int limit) {
        this.limit = limit;
        AtomicLong number = new AtomicLong();
        // The bound is kept here and not by the pool, which cannot give up a place while a task waits.
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "llmops-" + number.getAndIncrement());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    @Override
    public void execute(Runnable task) {
        lock.lock();
        try {
            if (active >= limit) {
                waiting.add(task);
                return;
            }
            active++;
        } finally {
            lock.unlock();
        }
        start(task);
    }

    @Override
    public void awaiting(Wait wait) throws InterruptedException {
        @Nullable Runnable next = nextOrLeave();
        if (next != null) {
            start(next);
        }
        try {
            wait.await();
        } finally {
            // Comes back even beyond the bound: waiting for a place here could deadlock.
            lock.lock();
            try {
                active++;
            } finally {
                lock.unlock();
            }
        }
    }

    private void start(Runnable first) {
        threads.execute(() -> {
            @Nullable Runnable task = first;
            while (task != null) {
                // A late interrupt of the task before must not reach this one.
                Thread.interrupted();
                try {
                    task.run();
                } catch (Throwable e) {
                    Thread thread = Thread.currentThread();
                    thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
                }
                task = nextOrLeave();
            }
        });
    }

    /** Takes over the next task, or gives up this place if there is none or too many are taken. */
    private @Nullable Runnable nextOrLeave() {
        lock.lock();
        try {
            Runnable next = active > limit ? null : waiting.poll();
            if (next == null) {
                active--;
            }
            return next;
        } finally {
            lock.unlock();
        }
    }
}
