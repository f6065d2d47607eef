package dev.llmops.eval.run;

import dev.llmops.api.Require;
import dev.llmops.eval.Direction;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Signature;

/**
 * What a run knows about a metric without having it.
 *
 * @param name the name of the metric in the run
 * @param signature what exactly is computed
 * @param direction which way is better
 * @param mean whether the score of a corpus is the mean of the scores; if not, the metric itself is needed to add up
 */
public record MetricInfo(String name, Signature signature, Direction direction, boolean mean) {
    /** Checks the components. */
    public MetricInfo {
        Require.nonBlank(name, "name");
        Require.nonNull(signature, "signature");
        Require.nonNull(direction, "direction");
    }

    /** {@return what is known about {@code metric}} */
    public static MetricInfo of(Metric metric) {
        return new MetricInfo(metric.name(), metric.signature(), metric.direction(), metric.isMean());
    }
}
