package dev.llmops.api;

/**
 * Tells running code that nobody wants its result any more.
 *
 * <p>Safe for concurrent use. Once {@link #isCancelled()} returned true it never returns false.
 */
public interface Cancellation {
    /** {@return whether the call was cancelled or ran out of time} */
    boolean isCancelled();

    /**
     * Asks for {@code action} to be run once, as soon as the call is cancelled.
     *
     * <p>It runs on the thread that cancels, or at once on this thread if the call is cancelled
     * already. It must be quick and must not block: close a socket, set a flag. What it throws is
     * logged and otherwise ignored.
     *
     * @return withdraws the action; close it when the work it would have stopped is over
     */
    Registration onCancel(Runnable action);

    /** {@return a cancellation that never happens} */
    static Cancellation never() {
        return NeverCancelled.INSTANCE;
    }
}
