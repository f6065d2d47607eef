package dev.llmops.eval.run;

import dev.llmops.api.Require;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What a metric says about a whole run. Immutable.
 *
 * @param metric which metric
 * @param score the score of the corpus, which is the mean of the measured values where
 *     {@link MetricInfo#mean()} says so; empty if nothing was measured, if it is undefined, or if adding up needs the
 *     metric itself
 * @param measured how many results have a value
 * @param unmeasured how many have none because there was nothing to measure
 * @param failed how many have none because measuring failed
 * @param reasons why there is no value and how often, the first {@value #MOST_REASONS} reasons; the rest is counted as
 *     {@code "(other reasons)"}
 */
public record MetricSummary(
        MetricInfo metric,
        OptionalDouble score,
        long measured,
        long unmeasured,
        long failed,
        Map<String, Long> reasons) {
    static final int MOST_REASONS = 50;

    /** Checks and copies the components. */
    public MetricSummary {
        Require.nonNull(metric, "metric");
        Require.nonNull(score, "score");
        reasons = Collections.unmodifiableMap(new TreeMap<>(Require.nonNull(reasons, "reasons")));
    }

    /** {@return which part of the results has a value, in [0, 1]; 0 if there are no results} */
    public double coverage() {
        long all = measured + unmeasured + failed;
        return all == 0 ? 0 : (double) measured / all;
    }
}
