package dev.llmops.api.tuning;

import dev.llmops.api.Require;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A job's model as it was after some steps.
 *
 * @param id the provider's id; empty if it gives none
 * @param at when
 * @param step after how many steps
 * @param model the name under which it can be used; empty if it cannot
 * @param metrics what was measured, such as {@code train_loss}, by the provider's own names
 */
public record TuningCheckpoint(String id, Instant at, int step, String model, Map<String, Double> metrics) {
    /** Checks and copies all components. */
    public TuningCheckpoint {
        Require.nonNull(id, "id");
        Require.nonNull(at, "at");
        Require.nonNull(model, "model");
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(Require.nonNull(metrics, "metrics")));
    }
}
