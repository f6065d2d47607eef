package dev.llmops.testing;

import dev.llmops.api.Cancellation;
import dev.llmops.api.Registration;
import dev.llmops.api.Require;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A cancellation that a test fires.
 *
 * <p>Safe for concurrent use.
 */
public final class TestCancellation implements Cancellation {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Action> actions = new LinkedHashSet<>();
    private boolean cancelled;

    /** Creates a cancellation that has not happened. */
    public TestCancellation() {}

    /** Cancels, and runs on this thread what was asked for; a second time does nothing. */
    public void cancel() {
        List<Action> due;
        lock.lock();
        try {
            cancelled = true;
            due = new ArrayList<>(actions);
            actions.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        due.forEach(Action::run);
    }

    @Override
    public boolean isCancelled() {
        lock.lock();
        try {
            return cancelled;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Registration onCancel(Runnable task) {
        Action action = new Action(Require.nonNull(task, "task"));
        boolean now;
        lock.lock();
        try {
            now = cancelled;
            if (!now) {
                actions.add(action);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        if (now) {
            action.run();
        }
        return () -> withdraw(action);
    }

    /** {@return how many actions wait for the cancellation: registered, not withdrawn} */
    public int pendingActions() {
        lock.lock();
        try {
            return actions.size();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until {@code count} actions wait for the cancellation; fails after ten seconds of real time. */
    public void awaitActions(int count) {
        Patience.await(
                lock,
                changed,
                () -> actions.size() >= count,
                () -> count + " actions were registered with the cancellation; there were " + actions.size());
    }

    private void withdraw(Action action) {
        lock.lock();
        try {
            actions.remove(action);
        } finally {
            lock.unlock();
        }
    }

    /** Not the task itself, which may be registered twice. */
    private static final class Action {
        private final Runnable task;

        Action(Runnable task) {
            this.task = task;
        }

        void run() {
            try {
                task.run();
            } catch (RuntimeException e) {
                // As the contract says: what an action throws stops nobody.
                System.getLogger(TestCancellation.class.getName())
                        .log(System.Logger.Level.WARNING, "An action of a cancellation failed.", e);
            }
        }
    }
}
