package dev.llmops.eval.compare;

import dev.llmops.api.Require;
import dev.llmops.eval.Item;
import dev.llmops.eval.Metric;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.Results;
import dev.llmops.eval.run.RunInfo;
import dev.llmops.eval.statistics.Multiplicity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares a candidate with a base, item by item. Immutable: each setting gives a new one.
 *
 * <p>Values that are all 0 or 1 are tested by McNemar's exact test, others by random signs of their differences, metrics
 * of a whole corpus by the bootstrap, and everything with several repeats of an item by the bootstrap of items. Runs over
 * different data sets, and metrics with different signatures, are incomparable. Memory grows with the number of items;
 * texts are not kept. The same runs and settings give the same digits.
 *
 * <pre>{@code
 * Comparison comparison = Compare.paired(base, candidate).metrics(bleu).minEffect(0.02).run();
 * if (comparison instanceof Comparison.Paired paired) {
 *     paired.measured().forEach(System.out::println);
 * }
 * }</pre>
 */
public final class Compare {
    private final Results base;
    private final Results candidate;
    private final Map<String, Metric> metrics;
    private final Multiplicity correction;
    private final double alpha;
    private final double minEffect;
    private final Estimator estimator;
    private final Predicate<Item> wanted;

    private Compare(
            Results base,
            Results candidate,
            Map<String, Metric> metrics,
            Multiplicity correction,
            double alpha,
            double minEffect,
            Estimator estimator,
            Predicate<Item> wanted) {
        this.base = base;
        this.candidate = candidate;
        this.metrics = metrics;
        this.correction = correction;
        this.alpha = alpha;
        this.minEffect = minEffect;
        this.estimator = estimator;
        this.wanted = wanted;
    }

    /** {@return a comparison of {@code candidate} with {@code base}, still to be run} */
    public static Compare paired(Results base, Results candidate) {
        return new Compare(
                Require.nonNull(base, "base"),
                Require.nonNull(candidate, "candidate"),
                Map.of(),
                Multiplicity.HOLM,
                0.05,
                0,
                new Estimator(2_000, 10_000, 12_345),
                item -> true);
    }

    /** {@return the same with the metrics themselves, which those need whose corpus score is not a mean} */
    public Compare metrics(Metric... metrics) {
        Map<String, Metric> more = new LinkedHashMap<>(this.metrics);
        for (Metric metric : metrics) {
            more.put(metric.name(), metric);
        }
        return new Compare(base, candidate, more, correction, alpha, minEffect, estimator, wanted);
    }

    /** {@return the same with another correction for the number of metrics; {@link Multiplicity#HOLM} is usual} */
    public Compare correction(Multiplicity correction) {
        Require.nonNull(correction, "correction");
        return new Compare(base, candidate, metrics, correction, alpha, minEffect, estimator, wanted);
    }

    /** {@return the same with another bound that an adjusted p-value must stay below; 0.05 is usual} */
    public Compare alpha(double alpha) {
        Require.that(alpha > 0 && alpha < 1, "alpha", "alpha must be in (0, 1), was " + alpha);
        return new Compare(base, candidate, metrics, correction, alpha, minEffect, estimator, wanted);
    }

    /** {@return the same with a size that a difference must have to matter, in the units of the metrics; usually 0} */
    public Compare minEffect(double minEffect) {
        Require.that(minEffect >= 0, "minEffect", "minEffect must not be negative, was " + minEffect);
        return new Compare(base, candidate, metrics, correction, alpha, minEffect, estimator, wanted);
    }

    /** {@return the same with other numbers of bootstrap resamples and of sampled permutations; 2,000 and 10,000 are usual} */
    public Compare resamples(int resamples, int permutations) {
        Require.that(resamples > 0, "resamples", "resamples must be positive, was " + resamples);
        Require.that(permutations > 0, "permutations", "permutations must be positive, was " + permutations);
        Estimator other = new Estimator(resamples, permutations, estimator.seed());
        return new Compare(base, candidate, metrics, correction, alpha, minEffect, other, wanted);
    }

    /** {@return the same with another seed of everything random, not negative} */
    public Compare seed(long seed) {
        Require.that(seed >= 0, "seed", "seed must not be negative, was " + seed);
        Estimator other = new Estimator(estimator.resamples(), estimator.flips(), seed);
        return new Compare(base, candidate, metrics, correction, alpha, minEffect, other, wanted);
    }

    /** {@return the same over those items only that {@code wanted} accepts} */
    public Compare only(Predicate<Item> wanted) {
        return new Compare(
                base, candidate, metrics, correction, alpha, minEffect, estimator, Require.nonNull(wanted, "wanted"));
    }

    /** {@return what comes of the comparison} */
    public Comparison run() {
        List<String> reasons = differences(base.info(), candidate.info());
        if (!reasons.isEmpty()) {
            return new Comparison.Incomparable(base.info(), candidate.info(), reasons);
        }
        Draft draft = draft(wanted);
        return draft.finish(correction.adjust(draft.p()), alpha, minEffect);
    }

    /**
     * {@return the comparison of each slice, by the value of the item field {@code field}; p-values are corrected over
     * all slices and metrics together by Benjamini and Hochberg's method, as there may be many}
     *
     * <p>Items without the field are in no slice. Empty if the runs cannot be compared.
     */
    public SortedMap<String, Comparison> slices(String field) {
        Require.nonBlank(field, "field");
        SortedMap<String, Comparison> slices = new TreeMap<>();
        if (!differences(base.info(), candidate.info()).isEmpty()) {
            return slices;
        }
        SortedMap<String, Draft> drafts = new TreeMap<>();
        for (String value : values(field)) {
            drafts.put(value, draft(wanted.and(item -> value.equals(item.field(field)))));
        }
        double[] adjusted = Multiplicity.BENJAMINI_HOCHBERG.adjust(drafts.values().stream()
                .flatMapToDouble(draft -> Arrays.stream(draft.p()))
                .toArray());
        int from = 0;
        for (Map.Entry<String, Draft> each : drafts.entrySet()) {
            int to = from + each.getValue().p().length;
            slices.put(each.getKey(), each.getValue().finish(Arrays.copyOfRange(adjusted, from, to), alpha, minEffect));
            from = to;
        }
        return slices;
    }

    private Set<String> values(String field) {
        try (Stream<Result> results = base.stream()) {
            return results.map(result -> result.item().field(field))
                    .filter(Objects::nonNull)
                    .map(value -> Require.nonNull(value, "value"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static List<String> differences(RunInfo base, RunInfo candidate) {
        List<String> reasons = new ArrayList<>();
        if (!base.datasetHash().equals(candidate.datasetHash())) {
            reasons.add("the data sets differ: \"" + base.dataset() + "\" with hash " + base.datasetHash() + ", and \""
                    + candidate.dataset() + "\" with hash " + candidate.datasetHash()
                    + ". Run both over the same data set");
        }
        return reasons;
    }

    private Draft draft(Predicate<Item> items) {
        return new Draft(base, candidate, metrics, estimator, items);
    }
}
