package dev.llmops.eval.feedback;

import dev.llmops.api.Require;
import java.time.Instant;

/**
 * A signal about one answer.
 *
 * @param trace the id of the call that gave the answer, as {@code CallRecord.callId()} has it
 * @param at when it came
 * @param rater who gave it, under whatever name the application chooses; empty if it does not tell
 * @param signal what was said or done
 */
public record FeedbackEvent(String trace, Instant at, String rater, Signal signal) {
    /** Checks the components. */
    public FeedbackEvent {
        Require.nonBlank(trace, "trace");
        Require.nonNull(at, "at");
        Require.nonNull(rater, "rater");
        Require.nonNull(signal, "signal");
    }

    /** {@return an event of somebody who is not named} */
    public static FeedbackEvent of(String trace, Instant at, Signal signal) {
        return new FeedbackEvent(trace, at, "", signal);
    }
}
