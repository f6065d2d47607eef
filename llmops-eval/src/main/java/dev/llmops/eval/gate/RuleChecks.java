package dev.llmops.eval.gate;

import dev.llmops.eval.Direction;
import dev.llmops.eval.Metric;
import dev.llmops.eval.catalog.MetricCatalog;
import dev.llmops.eval.compare.MetricComparison;
import dev.llmops.eval.run.MetricInfo;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.RunInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks of rules for metrics: what each asks of the run alone, then of run and baseline. */
final class RuleChecks {
    private final RunInfo run;
    private final List<Result> results;
    private final @Nullable Pairing pairing;
    private final List<Metric> metrics;
    private final ItemSeverities severities;
    private final Level level;

    RuleChecks(
            RunInfo run,
            List<Result> results,
            @Nullable Pairing pairing,
            List<Metric> metrics,
            @Nullable String severityField,
            Level level) {
        this.run = run;
        this.results = results;
        this.pairing = pairing;
        this.metrics = metrics;
        this.severities = new ItemSeverities(severityField);
        this.level = level;
    }

    List<Check> of(List<MetricRule> rules) {
        List<Check> checks = new ArrayList<>();
        NotWorseFamily family = new NotWorseFamily(level);
        for (MetricRule rule : rules) {
            Optional<MetricInfo> metric = run.metrics().stream()
                    .filter(info -> info.name().equals(rule.metric()))
                    .findFirst();
            if (metric.isEmpty()) {
                checks.add(Check.incomparable(
                        rule.title(),
                        "measured",
                        "the run has no metric " + rule.metric() + "; it has " + names() + hint(rule.metric())));
                continue;
            }
            for (Slice slice : Slice.of(rule, results)) {
                slice(rule, metric.get(), slice, checks, family);
            }
        }
        family.resolve(checks);
        return checks;
    }

    /** {@return how a metric of the run is called that is called {@code name} elsewhere, if there is one} */
    private String hint(String name) {
        return MetricCatalog.standard()
                .rightName(name)
                .filter(right ->
                        run.metrics().stream().anyMatch(info -> info.name().equals(right)))
                .map(right -> "; " + name + " is called " + right)
                .orElse("");
    }

    private String names() {
        return ItemNames.some(run.metrics().stream().map(MetricInfo::name).toList());
    }

    private void slice(MetricRule rule, MetricInfo metric, Slice slice, List<Check> checks, NotWorseFamily family) {
        if (slice.results().isEmpty()) {
            checks.add(Check.incomparable(slice.title(), "measured", "no item of the run belongs to it"));
            return;
        }
        Corpus corpus = Corpus.of(metric, slice.results(), metrics);
        checks.add(corpus.coverage(rule, slice.title()));
        bounds(rule, metric, slice, corpus, checks);
        if (rule.needsBaseline()) {
            compare(rule, metric, slice, checks, family);
        }
    }

    private void bounds(MetricRule rule, MetricInfo metric, Slice slice, Corpus corpus, List<Check> checks) {
        rule.minimum().ifPresent(least -> checks.add(corpus.bound(rule, slice.title(), "minimum", least, true)));
        rule.maximum().ifPresent(most -> checks.add(corpus.bound(rule, slice.title(), "maximum", most, false)));
        rule.everyItem().ifPresent(worst -> {
            boolean higher = metric.direction() == Direction.HIGHER_IS_BETTER;
            checks.add(severities.check(rule, slice, worst, higher));
        });
    }

    private void compare(MetricRule rule, MetricInfo metric, Slice slice, List<Check> checks, NotWorseFamily family) {
        Optional<String> problem = pairing == null ? Optional.of("there is no baseline") : pairing.problem(metric);
        if (pairing == null || problem.isPresent()) {
            checks.add(Check.incomparable(slice.title(), "against the baseline", problem.orElse("")));
            return;
        }
        MetricComparison comparison = pairing.compare(metric, ids(slice.results()));
        if (!(comparison instanceof MetricComparison.Measured measured)) {
            checks.add(Check.incomparable(slice.title(), "against the baseline", reason(comparison)));
            return;
        }
        Difference difference = new Difference(measured, level);
        rule.margin().ifPresent(margin -> checks.add(difference.nonInferior(rule, slice.title(), margin)));
        if (rule.asksNotWorse()) {
            family.add(checks, rule, slice.title(), difference);
        }
        rule.detectable().ifPresent(wanted -> checks.add(difference.detectable(rule, slice.title(), wanted)));
    }

    private static String reason(MetricComparison comparison) {
        return comparison instanceof MetricComparison.Incomparable incomparable
                ? String.join("; ", incomparable.reasons())
                : comparison instanceof MetricComparison.Unmeasured unmeasured ? unmeasured.reason() : "";
    }

    private static SortedSet<String> ids(List<Result> results) {
        SortedSet<String> ids = new TreeSet<>();
        results.forEach(result -> ids.add(result.item().id()));
        return ids;
    }
}
