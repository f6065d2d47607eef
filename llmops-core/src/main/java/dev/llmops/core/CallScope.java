package dev.llmops.core;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.Cancellation;
import dev.llmops.api.Deadline;
import dev.llmops.api.DeadlineExceededException;
import dev.llmops.api.LlmException;
import dev.llmops.api.Registration;
import dev.llmops.api.TimeSource;
import dev.llmops.core.concurrent.CancelSource;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The life of one call: until when it runs, whether it was ended from outside, and on which thread.
 *
 * <p>A call is ended from outside at most once, by its deadline or by cancelling, and no longer by
 * cancelling once it has begun to write its turn to memory. Ending tells the waiting caller at once,
 * and interrupts the thread; whether the stage heeds that does not matter to the caller.
 */
final class CallScope implements CallControl {
    private final String callId;
    private final Deadline deadline;
    private final CancelSource cancellation = new CancelSource();
    private final Supplier<String> runningStage;
    private final ReentrantLock lock = new ReentrantLock();

    private Consumer<LlmException> onEnd = reason -> {};
    private Executor afterAlarm = Runnable::run;
    private @Nullable Thread thread;
    private @Nullable LlmException reason;
    private boolean committing;
    private boolean over;

    CallScope(String callId, Deadline deadline, Supplier<String> runningStage) {
        this.callId = callId;
        this.deadline = deadline;
        this.runningStage = runningStage;
    }

    /**
     * Ends the call when its deadline comes. Called before anybody else knows of the call.
     *
     * @param teller tells {@code listener} about the deadline, since the thread of an alarm must not be held
     * @param listener hears of the deadline, and of cancelling on the thread that cancels
     */
    Registration watch(TimeSource time, Executor teller, Consumer<LlmException> listener) {
        afterAlarm = teller;
        onEnd = listener;
        return deadline.isSet() ? time.schedule(deadline.remaining(), this::expire) : () -> {};
    }

    /** Binds the call to this thread, so that ending it interrupts the thread. */
    void enter() {
        lock.lock();
        try {
            failIfEnded();
            thread = Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    /** Frees the thread: after this, ending the call does not touch it. */
    void leave() {
        lock.lock();
        try {
            thread = null;
            over = true;
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether the call was ended by this} */
    boolean cancel() {
        LlmException ended = new CallCancelledException(runningStage.get());
        if (!end(ended, false)) {
            return false;
        }
        onEnd.accept(ended);
        return true;
    }

    private void expire() {
        LlmException ended = new DeadlineExceededException(runningStage.get(), deadline.limit());
        if (end(ended, true)) {
            afterAlarm.execute(() -> onEnd.accept(ended));
        }
    }

    private boolean end(LlmException ended, boolean evenWhileCommitting) {
        lock.lock();
        try {
            if (over || reason != null || (committing && !evenWhileCommitting)) {
                return false;
            }
            reason = ended;
            if (thread != null) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
        cancellation.cancel();
        return true;
    }

    /** Marks the point from which the call can no longer be cancelled. */
    void commit() {
        lock.lock();
        try {
            failIfEnded();
            committing = true;
        } finally {
            lock.unlock();
        }
    }

    /** Fails if the call was ended from outside. */
    void check() {
        lock.lock();
        try {
            failIfEnded();
        } finally {
            lock.unlock();
        }
    }

    /** {@return why the call was ended from outside, or null} */
    @Nullable LlmException reason() {
        lock.lock();
        try {
            return reason;
        } finally {
            lock.unlock();
        }
    }

    private void failIfEnded() {
        if (reason != null) {
            throw reason;
        }
    }

    @Override
    public String callId() {
        return callId;
    }

    @Override
    public Deadline deadline() {
        return deadline;
    }

    @Override
    public Cancellation cancellation() {
        return cancellation;
    }
}
