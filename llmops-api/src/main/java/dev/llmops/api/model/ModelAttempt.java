package dev.llmops.api.model;

import dev.llmops.api.Require;
import java.time.Duration;

/**
 * One attempt to have a model answer, for the record of a call.
 *
 * @param provider who was asked
 * @param model which model
 * @param duration how long it took
 * @param outcome {@code "answered"}, or the class of the failure
 */
public record ModelAttempt(String provider, String model, Duration duration, String outcome) {
    /** Checks all components. */
    public ModelAttempt {
        Require.nonNull(provider, "provider");
        Require.nonNull(model, "model");
        Require.nonNull(duration, "duration");
        Require.nonBlank(outcome, "outcome");
    }
}
