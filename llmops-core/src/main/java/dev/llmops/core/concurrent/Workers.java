package dev.llmops.core.concurrent;

import java.util.concurrent.Executor;

/**
 * Where calls and their parallel tasks run: virtual threads where the JVM has them, else a bounded
 * number of daemon threads.
 */
public interface Workers {
    /** How many tasks run at once where there are no virtual threads. */
    int DEFAULT_LIMIT = 256;

    /** Runs {@code task} on a thread of its own, now or when one is free. */
    void execute(Runnable task);

    /**
     * Waits for somebody outside, such as a slow reader, without taking up a place meanwhile.
     *
     * @throws InterruptedException if the wait was interrupted
     */
    default void awaiting(Wait wait) throws InterruptedException {
        wait.await();
    }

    /** {@return the workers that all pipelines of this process share} */
    static Workers shared() {
        return SharedWorkers.INSTANCE;
    }

    /** {@return workers that run tasks on {@code executor}} */
    static Workers on(Executor executor) {
        return executor::execute;
    }

    /** {@return virtual threads if {@code limit} allows, else at most {@code limit} daemon threads} */
    static Workers create(int limit) {
        Executor virtual = VirtualThreads.executor();
        return virtual == null ? new BoundedWorkers(limit) : on(virtual);
    }

    /** Something to wait for. */
    @FunctionalInterface
    interface Wait {
        /** Waits. */
        void await() throws InterruptedException;
    }
}
