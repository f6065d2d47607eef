package dev.llmops.eval.catalog;

import dev.llmops.api.Require;
import dev.llmops.eval.Metric;
import java.util.List;
import java.util.function.Function;

/**
 * A metric that can be named.
 *
 * @param name the name without options
 * @param summary what it measures, in a few words
 * @param options the options it knows
 * @param factory makes the metric
 */
public record MetricEntry(String name, String summary, List<String> options, Function<MetricOptions, Metric> factory) {
    /** Checks and copies the components. */
    public MetricEntry {
        Require.nonBlank(name, "name");
        Require.that(
                name.indexOf(':') < 0 && name.indexOf(',') < 0,
                "name",
                "name must hold no colon or comma, was " + name);
        Require.nonNull(summary, "summary");
        options = List.copyOf(Require.nonNull(options, "options"));
        Require.nonNull(factory, "factory");
    }
}
