package dev.llmops.api.model;

import dev.llmops.api.CallControl;

/**
 * One call of a model while it runs: where its events go, until when, and whether it is still wanted.
 *
 * <p>Safe for concurrent use, but events must be emitted by one thread at a time.
 */
public interface ModelCall extends CallControl {
    /**
     * Hands over what the model has produced so far.
     *
     * <p>May block while the reader is behind; then throws when the call is cancelled.
     */
    void emit(ModelEvent event);

    /** {@return whether anybody reads the events; if not, a client need not ask its server for a stream} */
    boolean isStreaming();

    /**
     * Tells the record of the call about one attempt.
     *
     * <p>For clients made of clients, such as a fallback or a retry; a client that asks its model
     * once need not report.
     *
     * @implSpec the default drops the report
     */
    default void report(ModelAttempt attempt) {}

    /** {@return a call that stands alone: no deadline, never cancelled, events are dropped} */
    static ModelCall detached() {
        return UnheardModelCall.DETACHED;
    }

    /**
     * {@return a call of a model within other work, such as that of a metric: id, deadline and cancellation are those
     * of {@code control}, events are dropped}
     */
    static ModelCall within(CallControl control) {
        return new UnheardModelCall(control);
    }
}
