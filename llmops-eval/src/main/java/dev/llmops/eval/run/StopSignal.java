package dev.llmops.eval.run;

import dev.llmops.api.Cancellation;
import dev.llmops.api.Registration;
import dev.llmops.api.Require;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** Tells items, and everything that works for them, that nobody wants their results any more. Safe for concurrent use. */
final class StopSignal implements Cancellation {
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Action> actions = new LinkedHashSet<>();
    private volatile boolean cancelled;

    StopSignal() {}

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
    void cancel() {
        List<Action> due;
        lock.lock();
        try {
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
                // What one action throws must not keep the others from stopping their work.
                close();
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
