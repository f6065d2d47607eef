package dev.llmops.core;

import dev.llmops.api.Registration;
import dev.llmops.api.pipeline.PipelineEvent;
import dev.llmops.api.pipeline.PipelineListener;
import dev.llmops.api.pipeline.StageId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers events to the listeners of a pipeline, in order, on a thread of their own. */
final class Listeners implements AutoCloseable {
    private static final int MOST_WAITING = 16_384;
    private static final long IDLE_SECONDS = 1;
    private static final long CLOSE_SECONDS = 5;

    private final List<PipelineListener> listeners;
    private final @Nullable ThreadPoolExecutor delivery;
    private final AtomicLong dropped = new AtomicLong();

    Listeners(List<PipelineListener> listeners) {
        this.listeners = listeners;
        this.delivery = listeners.isEmpty() ? null : deliveryThread();
    }

    private ThreadPoolExecutor deliveryThread() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                task -> {
                    Thread thread = new Thread(task, "llmops-listeners");
                    thread.setDaemon(true);
                    return thread;
                },
                (task, pool) -> dropped.incrementAndGet());
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    boolean isEmpty() {
        return delivery == null;
    }

    /** {@return how many events were lost because listeners could not keep up} */
    long dropped() {
        return dropped.get();
    }

    void tell(PipelineEvent event) {
        if (delivery != null) {
            delivery.execute(() -> listeners.forEach(listener -> tell(listener, event)));
        }
    }

    private static void tell(PipelineListener listener, PipelineEvent event) {
        try {
            listener.on(event);
        } catch (RuntimeException | LinkageError e) {
            warn(listener, e);
        }
    }

    /** Opens the scopes of all listeners on this thread; close what is returned on it too. */
    Registration enter(String callId, StageId stage) {
        if (listeners.isEmpty()) {
            return () -> {};
        }
        List<Registration> scopes = new ArrayList<>(listeners.size());
        for (PipelineListener listener : listeners) {
            try {
                scopes.add(listener.enter(callId, stage));
            } catch (RuntimeException | LinkageError e) {
                warn(listener, e);
            }
        }
        return () -> {
            for (int i = scopes.size() - 1; i >= 0; i--) {
                try {
                    scopes.get(i).close();
                } catch (RuntimeException | LinkageError e) {
                    logger().warn(
                                    "A scope of a pipeline listener failed to close: {}",
                                    e.getClass().getName());
                }
            }
        };
    }

    private static void warn(PipelineListener listener, Throwable e) {
        logger().warn(
                        "Pipeline listener {} failed: {}",
                        listener.getClass().getName(),
                        e.getClass().getName());
    }

    private static Logger logger() {
        return LoggerFactory.getLogger(Listeners.class);
    }

    /** Delivers what is waiting, as long as that takes no more than a few seconds. */
    @Override
    public void close() {
        if (delivery == null) {
            return;
        }
        delivery.shutdown();
        try {
            if (!delivery.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                logger().warn(
                                "Pipeline listeners did not keep up: {} events dropped on close",
                                delivery.shutdownNow().size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
