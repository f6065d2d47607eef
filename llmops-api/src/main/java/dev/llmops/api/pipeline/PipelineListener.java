package dev.llmops.api.pipeline;

import dev.llmops.api.Registration;

/**
 * Watches calls: every start, end and decision.
 *
 * <p>Safe for concurrent use. A listener can neither break nor delay a call: events are delivered
 * in order by a thread of their own, dropped and counted when it cannot keep up, and what a
 * listener throws is logged.
 */
@FunctionalInterface
public interface PipelineListener {
    /** Takes note of an event. */
    void on(PipelineEvent event);

    /**
     * Opens a scope on the thread that is about to run a stage, as tracing needs it.
     *
     * <p>Unlike {@link #on}, this runs on the thread of the stage; it must be quick. The scope is
     * closed on the same thread when the stage ends. What a stage {@linkplain StageContext#inParallel
     * runs side by side} and guards on the answer have no scope of their own.
     *
     * @implSpec the default opens nothing
     */
    default Registration enter(String callId, StageId stage) {
        return () -> {};
    }
}
