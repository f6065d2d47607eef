package dev.llmops.core.concurrent;

import dev.llmops.api.Cancellation;
import dev.llmops.api.Registration;
import dev.llmops.api.Require;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A cancellation and the means to cause it. Safe for concurrent use. */
public final class CancelSource implements Cancellation {
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Action> actions = new LinkedHashSet<>();
    private volatile boolean cancelled;

    /** Creates a source that has not cancelled yet. */
    public CancelSource() {}

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public Registration onCancel(Runnable task) {
        Action action = new Action(Require.nonNull(task, "task"));
        lock.lock();
        try {
            if (!cancelled) {
                actions.add(action);
                return action;
            }
        } finally {
            lock.unlock();
        }
        action.run();
        return action;
    }

    /** Cancels, and runs what was registered. Does nothing the second time. */
    public void cancel() {
        List<Action> due;
        lock.lock();
        try {
            if (cancelled) {
                return;
            }
            cancelled = true;
            due = new ArrayList<>(actions);
            actions.clear();
        } finally {
            lock.unlock();
        }
        due.forEach(Action::run);
    }

    private final class Action implements Registration {
        private final Runnable task;

        Action(Runnable task) {
            this.task = task;
        }

        void run() {
            try {
                task.run();
            } catch (RuntimeException e) {
                // One failing action must not keep the others from stopping their work.
                Logger logger = LoggerFactory.getLogger(CancelSource.class);
                logger.warn(
                        "An action registered with onCancel failed: {}",
                        e.getClass().getName());
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                actions.remove(this);
            } finally {
                lock.unlock();
            }
        }
    }
}
