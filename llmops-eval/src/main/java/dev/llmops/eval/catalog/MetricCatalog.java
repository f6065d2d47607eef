package dev.llmops.eval.catalog;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.LlmException;
import dev.llmops.api.Require;
import dev.llmops.eval.Metric;
import dev.llmops.eval.run.MetricInfo;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Metrics by name, such as {@code rougeL} or {@code bleu:tok=intl,case=lc}. Immutable and safe for concurrent use.
 *
 * <p>The name of the metric in a run is the name it was asked for by. Options are called as in signatures where the
 * signature has them.
 */
public final class MetricCatalog {
    private final Map<String, MetricEntry> entries;

    private MetricCatalog(Map<String, MetricEntry> entries) {
        this.entries = entries;
    }

    /** {@return the metrics of this library that ask no model} */
    public static MetricCatalog standard() {
        MetricCatalog catalog = new MetricCatalog(Map.of());
        for (MetricEntry entry : StandardMetrics.entries()) {
            catalog = catalog.with(entry);
        }
        return catalog;
    }

    /** {@return this catalog with one more metric, or with another one of that name} */
    public MetricCatalog with(MetricEntry entry) {
        Map<String, MetricEntry> more = new TreeMap<>(entries);
        more.put(Require.nonNull(entry, "entry").name(), entry);
        return new MetricCatalog(more);
    }

    /** {@return what can be named, by name} */
    public List<MetricEntry> entries() {
        return List.copyOf(entries.values());
    }

    /**
     * {@return the metric {@code spec} names}
     *
     * @param spec a name, perhaps with a colon and options
     * @throws ConfigurationException if there is none, or an option is wrong
     */
    public Metric metric(String spec) {
        Require.nonBlank(spec, "spec");
        int colon = spec.indexOf(':');
        String name = colon < 0 ? spec : spec.substring(0, colon);
        MetricEntry entry = entries.get(name);
        if (entry == null) {
            throw new ConfigurationException(
                    "There is no metric " + name + ". There are " + String.join(", ", entries.keySet()) + ".");
        }
        @Nullable String options = colon < 0 ? null : spec.substring(colon + 1);
        try {
            Metric metric =
                    entry.factory().apply(MetricOptions.parse(spec, options, new LinkedHashSet<>(entry.options())));
            return metric.name().equals(spec) ? metric : new NamedMetric(spec, metric);
        } catch (InvalidInputException e) {
            throw new ConfigurationException("The metric " + spec + " cannot be made: " + e.getMessage(), e);
        }
    }

    /**
     * {@return the metric of a finished run; empty if nothing of that name and signature is here}
     *
     * <p>Needed to add up scores that have no mean.
     */
    public Optional<Metric> find(MetricInfo info) {
        Require.nonNull(info, "info");
        try {
            return Optional.of(metric(info.name()))
                    .filter(metric -> metric.signature().equals(info.signature()));
        } catch (LlmException e) {
            return Optional.empty();
        }
    }
}
