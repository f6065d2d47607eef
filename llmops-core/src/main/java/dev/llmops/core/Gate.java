package dev.llmops.core;

import dev.llmops.api.model.ModelEvent;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Keeps what the model produces until the guards that race it have given their verdict.
 *
 * <p>The model is not slowed down meanwhile: its events wait here.
 */
final class Gate {
    private final Consumer<ModelEvent> behind;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<ModelEvent> waiting = new ArrayDeque<>();
    private boolean open;

    Gate(Consumer<ModelEvent> behind, boolean open) {
        this.behind = behind;
        this.open = open;
    }

    void accept(ModelEvent event) {
        lock.lock();
        try {
            if (open) {
                behind.accept(event);
            } else {
                waiting.add(event);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets everything pass that waits and that comes. */
    void open() {
        lock.lock();
        try {
            while (!waiting.isEmpty()) {
                behind.accept(waiting.remove());
            }
            open = true;
        } finally {
            lock.unlock();
        }
    }
}
