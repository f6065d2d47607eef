package dev.llmops.eval.gate;

import dev.llmops.api.Require;
import dev.llmops.eval.Metric;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.Results;
import dev.llmops.eval.statistics.Multiplicity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rules that a run must fulfil before a change may be released. Immutable and safe for concurrent use.
 *
 * <pre>{@code
 * Gate gate = Gate.builder()
 *         .rule(MetricRule.of("f1").minimum(0.7).nonInferior(0.02))
 *         .rule(MetricRule.of("f1").each("language").notWorse().severity(Severity.WARN))
 *         .budget(Budget.latency(0.95, Duration.ofSeconds(3)))
 *         .build();
 * GateReport report = gate.check(run, Baseline.read(Path.of("handbook.baseline")));
 * }</pre>
 *
 * <p>A run is compared with a baseline item by item, and only if both are of the same data set and items, every
 * metric involved has the same signature, and the run is complete. Otherwise the check is
 * {@link Outcome#INCOMPARABLE}. Nothing is asked again: a gate reads results, so it works from a run directory without
 * a network.
 *
 * <p>All rules that ask for {@linkplain MetricRule#notWorse no proven loss} are one family, whose chance of a false
 * alarm is kept by {@link Builder#correction}. Non-inferiority needs no correction: the gate passes only if every rule
 * does, so each may be tested at the full level (Berger, "Multiparameter hypothesis testing and acceptance sampling",
 * 1982).
 */
public final class Gate {
    private final List<MetricRule> rules;
    private final List<Budget> budgets;
    private final List<Metric> metrics;
    private final SortedSet<String> quarantine;
    private final SortedSet<String> same;
    private final @Nullable String severityField;
    private final Level level;

    private Gate(Builder builder) {
        this.rules = List.copyOf(builder.rules);
        this.budgets = List.copyOf(builder.budgets);
        this.metrics = List.copyOf(builder.metrics);
        this.quarantine = new TreeSet<>(builder.quarantine);
        this.same = new TreeSet<>(builder.same);
        this.severityField = builder.severityField;
        this.level = new Level(builder.alpha, builder.correction, builder.resamples, builder.permutations);
    }

    /** {@return a builder of a gate without rules} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a builder with everything this gate has} */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.rules.addAll(rules);
        builder.budgets.addAll(budgets);
        builder.metrics.addAll(metrics);
        builder.quarantine.addAll(quarantine);
        builder.same.addAll(same);
        builder.severityField = severityField;
        builder.alpha = level.alpha();
        builder.correction = level.correction();
        builder.resamples = level.resamples();
        builder.permutations = level.permutations();
        return builder;
    }

    /** {@return the rules for metrics, in order} */
    public List<MetricRule> rules() {
        return rules;
    }

    /** {@return whether a rule compares with a baseline} */
    public boolean needsBaseline() {
        return rules.stream().anyMatch(MetricRule::needsBaseline);
    }

    /** {@return what comes of {@code run} alone; rules that need a baseline are incomparable} */
    public GateReport check(Results run) {
        return decide(Require.nonNull(run, "run"), null);
    }

    /**
     * {@return what comes of {@code run} compared with {@code baseline}}
     *
     * @param run what is to be released
     * @param baseline what is released now: a {@link Baseline}, or another run
     */
    public GateReport check(Results run, Results baseline) {
        return decide(Require.nonNull(run, "run"), Require.nonNull(baseline, "baseline"));
    }

    private GateReport decide(Results run, @Nullable Results baseline) {
        Set<String> fields = fields();
        List<Result> all = Condensed.of(run, fields);
        List<Result> kept = without(all);
        List<Check> checks = new ArrayList<>();
        checks.add(complete(run, all));
        @Nullable Pairing pairing = null;
        if (baseline != null) {
            List<Result> old = Condensed.of(baseline, Set.of());
            pairing = new Pairing(run.info(), baseline.info(), kept, without(old), metrics, level);
            checks.add(pairing.check(same, Completeness.of(baseline.info(), old)));
        }
        checks.addAll(new RuleChecks(run.info(), kept, pairing, metrics, severityField, level).of(rules));
        checks.addAll(new BudgetChecks(all).of(budgets));
        SortedSet<String> left = new TreeSet<>();
        all.forEach(result -> left.add(result.item().id()));
        checks.addAll(quarantined(left));
        left.retainAll(quarantine);
        return new GateReport(run.info(), baseline == null ? null : baseline.info(), checks, left);
    }

    private Set<String> fields() {
        Set<String> fields = new HashSet<>();
        for (MetricRule rule : rules) {
            String field = rule.field();
            if (field != null) {
                fields.add(field);
            }
        }
        if (severityField != null) {
            fields.add(severityField);
        }
        return fields;
    }

    private List<Result> without(List<Result> results) {
        return results.stream()
                .filter(result -> !quarantine.contains(result.item().id()))
                .toList();
    }

    private static Check complete(Results run, List<Result> results) {
        return Completeness.of(run.info(), results)
                .problem()
                .map(problem -> Check.incomparable("run", "complete", "The run is not complete: " + problem))
                .orElseGet(() -> Check.of("run", "complete", Outcome.PASS, results.size() + " results"));
    }

    private List<Check> quarantined(SortedSet<String> ids) {
        List<String> unknown =
                quarantine.stream().filter(id -> !ids.contains(id)).toList();
        if (unknown.isEmpty()) {
            return List.of();
        }
        return List.of(Check.of(
                "quarantine",
                "items exist",
                Outcome.WARN,
                "The run has no items " + ItemNames.some(unknown)
                        + ", which are in quarantine. Take them off the list."));
    }

    /** Collects rules. Not safe for concurrent use. */
    public static final class Builder {
        private final List<MetricRule> rules = new ArrayList<>();
        private final List<Budget> budgets = new ArrayList<>();
        private final List<Metric> metrics = new ArrayList<>();
        private final Set<String> quarantine = new HashSet<>();
        private final Set<String> same = new HashSet<>();
        private @Nullable String severityField;
        private double alpha = 0.05;
        private Multiplicity correction = Multiplicity.HOLM;
        private int resamples = 2_000;
        private int permutations = 10_000;

        private Builder() {}

        /** Adds a rule. */
        public Builder rule(MetricRule rule) {
            rules.add(Require.nonNull(rule, "rule"));
            return this;
        }

        /** Adds a budget. */
        public Builder budget(Budget budget) {
            budgets.add(Require.nonNull(budget, "budget"));
            return this;
        }

        /**
         * Adds the metric itself, which is needed to add up scores whose total is not their mean, such as BLEU.
         *
         * <p>It is used where name and signature are those of the run.
         */
        public Builder metric(Metric metric) {
            metrics.add(Require.nonNull(metric, "metric"));
            return this;
        }

        /** Leaves items out of all rules for metrics, because their answers are known to vary. The report names them. */
        public Builder quarantine(Collection<String> ids) {
            quarantine.addAll(Require.nonNull(ids, "ids"));
            return this;
        }

        /**
         * Asks that fingerprints are those of the baseline.
         *
         * <p>They differ by default, for a change is what is tested. If only the prompt may change, say
         * {@code sameFingerprint("model")}: a run with another model is then incomparable.
         */
        public Builder sameFingerprint(String name) {
            same.add(Require.nonBlank(name, "name"));
            return this;
        }

        /**
         * Sets the field of items that says how much {@link MetricRule#everyItem} matters: {@code fail}, {@code warn}
         * or {@code off}. Items without it are as severe as the rule.
         */
        public Builder itemSeverity(String field) {
            this.severityField = Require.nonBlank(field, "field");
            return this;
        }

        /**
         * Sets how often a gate may be wrong, above 0 and below 0.5; 0.05 unless set.
         *
         * <p>That is how often {@link MetricRule#notWorse} rules together may fail a run that is as good as the
         * baseline (two-sided, so a loss is found by chance half as often), and how often a rule of
         * {@link MetricRule#nonInferior} may pass a run that has lost the margin.
         */
        public Builder alpha(double alpha) {
            Require.that(alpha > 0 && alpha < 0.5, "alpha", "alpha must be above 0 and below 0.5, was " + alpha);
            this.alpha = alpha;
            return this;
        }

        /** Sets how {@link #alpha} is kept over all rules of {@link MetricRule#notWorse}; Holm unless set. */
        public Builder correction(Multiplicity correction) {
            this.correction = Require.nonNull(correction, "correction");
            return this;
        }

        /** Sets how often bootstraps and permutation tests draw; 2,000 and 10,000 unless set. */
        public Builder resamples(int resamples, int permutations) {
            this.resamples = Require.inRange(resamples, 100, 10_000_000, "resamples");
            this.permutations = Require.inRange(permutations, 100, 10_000_000, "permutations");
            return this;
        }

        /** {@return the gate} */
        public Gate build() {
            Require.that(
                    !rules.isEmpty() || !budgets.isEmpty(), "rules", "a gate needs a rule or a budget, it had neither");
            return new Gate(this);
        }
    }
}
