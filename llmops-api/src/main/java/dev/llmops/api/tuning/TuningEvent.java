package dev.llmops.api.tuning;

import dev.llmops.api.Require;
import java.time.Instant;

/**
 * Something that happened to a job.
 *
 * @param id what to give {@link FineTuningClient#events} to see only what came later
 * @param at when
 * @param level how serious it is
 * @param message what happened, in the provider's words
 * @param data further facts, such as measurements, as a JSON object; may be empty
 */
public record TuningEvent(String id, Instant at, Level level, String message, String data) {
    /** Checks all components. */
    public TuningEvent {
        Require.nonBlank(id, "id");
        Require.nonNull(at, "at");
        Require.nonNull(level, "level");
        Require.nonNull(message, "message");
        Require.nonNull(data, "data");
    }

    /** How serious an event is. */
    public enum Level {
        /** As expected. */
        INFO,
        /** Worth a look. */
        WARNING,
        /** Something failed. */
        ERROR
    }
}
