package dev.llmops.core.concurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks side by side and waits for all of them.
 *
 * <p>The waiting thread does not idle: it takes on every task that no worker has begun. So tasks
 * that take no time cost hardly more than calling them, and a group finishes even when all workers
 * are taken or take no more. When one task fails the others are interrupted.
 */
public final class ParallelTasks {
    private ParallelTasks() {}

    /**
     * {@return the results in the order of the tasks}
     *
     * @throws InterruptedException if the waiting thread was interrupted; the tasks are too, then
     * @throws ExecutionException if a task failed, with what it threw first as the cause
     */
    public static <T> List<T> invokeAll(List<? extends Callable<T>> tasks, Workers workers)
            throws InterruptedException, ExecutionException {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        List<FutureTask<T>> group = new ArrayList<>(tasks.size());
        for (Callable<T> task : tasks) {
            group.add(new FutureTask<>(() -> {
                try {
                    return task.call();
                } catch (Throwable e) {
                    if (failure.compareAndSet(null, e)) {
                        cancelOthers(group);
                    }
                    throw e;
                }
            }));
        }
        // The first is left to this thread; the list is complete before any task can read it.
        for (int i = 1; i < group.size(); i++) {
            if (!begun(group.get(i), workers)) {
                break;
            }
        }
        try {
            for (FutureTask<T> task : group) {
                task.run();
            }
            List<T> results = new ArrayList<>(group.size());
            for (FutureTask<T> task : group) {
                results.add(task.get());
            }
            return results;
        } catch (CancellationException e) {
            throw failed(failure, e);
        } catch (ExecutionException e) {
            throw failed(failure, e.getCause() == null ? e : e.getCause());
        } finally {
            cancelOthers(group);
        }
    }

    /** {@return whether the workers took the task on; else it is left to the waiting thread} */
    private static boolean begun(Runnable task, Workers workers) {
        try {
            workers.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private static ExecutionException failed(AtomicReference<@Nullable Throwable> failure, Throwable otherwise) {
        // If a sibling failed while this thread ran a task, the interrupt was meant for that task.
        Thread.interrupted();
        Throwable first = failure.get();
        return new ExecutionException(first == null ? otherwise : first);
    }

    private static <T> void cancelOthers(List<FutureTask<T>> group) {
        for (FutureTask<T> task : group) {
            task.cancel(true);
        }
    }
}
