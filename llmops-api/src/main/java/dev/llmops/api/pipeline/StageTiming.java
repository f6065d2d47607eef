package dev.llmops.api.pipeline;

import dev.llmops.api.Require;
import java.time.Duration;

/**
 * When a stage ran and how it ended.
 *
 * @param stage the stage
 * @param startNanos when it began, in nanoseconds since the call began
 * @param nanos how long it took, in nanoseconds
 * @param outcome how it ended
 * @param detail why, if it did not complete; no text of the user
 */
public record StageTiming(StageId stage, long startNanos, long nanos, Outcome outcome, String detail) {
    /** Checks all components. */
    public StageTiming {
        Require.nonNull(stage, "stage");
        Require.nonNull(outcome, "outcome");
        Require.nonNull(detail, "detail");
    }

    /** {@return when it began, counted from the beginning of the call} */
    public Duration start() {
        return Duration.ofNanos(startNanos);
    }

    /** {@return how long it took} */
    public Duration duration() {
        return Duration.ofNanos(nanos);
    }

    /** How a stage ended. */
    public enum Outcome {
        /** It did its work. */
        COMPLETED,
        /** It was optional and failed, or there was nothing to do; the call went on without it. */
        SKIPPED,
        /** It ended the call on purpose. */
        BLOCKED,
        /** It threw. */
        FAILED,
        /** Its time ran out. */
        TIMED_OUT,
        /** The call was cancelled. */
        CANCELLED
    }
}
