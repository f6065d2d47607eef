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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Metrics by name, such as {@code rougeL} or {@code bleu:tok=intl,case=lc}. Immutable and safe for concurrent use.
 *
 * <p>The name of the metric in a run is the name it was asked for by, and without options that is the name of its
 * signature: a metric has one name, in files, on command lines and in programs. Options are called as in signatures
 * where the signature has them.
 */
public final class MetricCatalog {
    private static final Pattern RANKED = Pattern.compile("(.*_)(0|[1-9][0-9]{0,8})");

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
        Matcher ranked = RANKED.matcher(name);
        MetricEntry family = ranked.matches() ? entries.get(ranked.group(1) + MetricEntry.RANK) : null;
        MetricEntry entry = family == null ? entries.get(name) : family;
        if (entry == null) {
            throw unknown(name);
        }
        if (family == null && entry.isFamily()) {
            throw new ConfigurationException("The metric " + name + " needs a number in place of " + MetricEntry.RANK
                    + ": " + entry.member("10") + ".");
        }
        @Nullable String options = colon < 0 ? null : spec.substring(colon + 1);
        try {
            MetricOptions parsed = MetricOptions.parse(spec, options, new LinkedHashSet<>(entry.options()));
            Metric metric =
                    entry.factory().apply(family == null ? parsed : parsed.with(MetricEntry.RANK, ranked.group(2)));
            return metric.name().equals(spec) ? metric : new NamedMetric(spec, metric);
        } catch (InvalidInputException e) {
            throw new ConfigurationException("The metric " + spec + " cannot be made: " + e.getMessage(), e);
        }
    }

    private ConfigurationException unknown(String name) {
        return new ConfigurationException("There is no metric " + name + ". "
                + rightName(name)
                        .map(right -> "It is called " + right + ".")
                        .orElseGet(() -> "There are " + String.join(", ", entries.keySet()) + "."));
    }

    /**
     * {@return how a metric is called here that is called {@code name} elsewhere, such as {@code squad-f1} for
     * {@code f1}; empty if {@code name} is a name here, or nothing is known}
     */
    public Optional<String> rightName(String name) {
        Require.nonNull(name, "name");
        return entries.containsKey(name) ? Optional.empty() : OtherNames.meaning(name, entries.keySet());
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
