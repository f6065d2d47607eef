package dev.llmops.eval.gate;

import dev.llmops.api.Require;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that a gate looked at. Immutable.
 *
 * @param subject what was looked at: a metric, perhaps with a slice, {@code "latency p95"}, {@code "run"}
 * @param rule what was asked, such as {@code "minimum 0.7"}
 * @param outcome what came of it
 * @param message one sentence with the numbers that decided; without text of prompts or answers
 * @param figures those numbers by name, in order: {@code items}, {@code baseline}, {@code candidate},
 *     {@code difference}, {@code low} and {@code high} (interval of the difference), {@code p}, {@code detectable};
 *     only those that apply and exist
 */
public record Check(String subject, String rule, Outcome outcome, String message, Map<String, Double> figures) {
    /** Checks and copies the components. */
    public Check {
        Require.nonBlank(subject, "subject");
        Require.nonBlank(rule, "rule");
        Require.nonNull(outcome, "outcome");
        Require.nonNull(message, "message");
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(Require.nonNull(figures, "figures")));
    }

    static Check of(String subject, String rule, Outcome outcome, String message) {
        return new Check(subject, rule, outcome, message, Map.of());
    }

    static Check incomparable(String subject, String rule, String message) {
        return of(subject, rule, Outcome.INCOMPARABLE, message);
    }
}
