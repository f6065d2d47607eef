package dev.llmops.eval.catalog;

import dev.llmops.api.Require;
import dev.llmops.eval.Metric;
import java.util.List;
import java.util.function.Function;

/**
 * A metric that can be named.
 *
 * <p>A name that ends in {@code _k} stands for as many metrics as there are whole numbers in the place of {@code k}:
 * {@code recall_k} for {@code recall_5} and {@code recall_10}. The factory finds the number as the option
 * {@value #RANK}.
 *
 * @param name the name without options
 * @param summary what it measures, in a few words
 * @param options the options it knows
 * @param factory makes the metric
 */
public record MetricEntry(String name, String summary, List<String> options, Function<MetricOptions, Metric> factory) {
    /** The option with the number that stands for {@code k} in the name. */
    public static final String RANK = "k";

    private static final String FAMILY = "_" + RANK;

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
    /** {@return whether the name stands for several metrics, told apart by a number} */
    public boolean isFamily() {
        return name.endsWith(FAMILY);
    }

    /** {@return the name of the metric of this family with {@code number}} */
    String member(String number) {
        return name.substring(0, name.length() - RANK.length()) + number;
    }
}
