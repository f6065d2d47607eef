package dev.llmops.eval.compare;

import dev.llmops.eval.Item;
import dev.llmops.eval.Metric;
import dev.llmops.eval.compare.RunScores.ItemScore;
import dev.llmops.eval.run.MetricInfo;
import dev.llmops.eval.run.Results;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A comparison whose p-values are not corrected yet. */
final class Draft {
    private final Results base;
    private final Results candidate;
    private final Map<String, Metric> metrics;
    private final Estimator estimator;
    private final RunScores first;
    private final RunScores second;

    /** The ids of the items that both runs have. */
    private final List<String> common;

    /** What is said of each metric that could not be compared. */
    private final Map<String, MetricComparison> settled = new LinkedHashMap<>();

    private final Map<String, Estimate> estimates = new LinkedHashMap<>();

    /** All metrics: those of the base, then those of the candidate alone. */
    private final Map<String, MetricInfo> infos = new LinkedHashMap<>();

    Draft(Results base, Results candidate, Map<String, Metric> metrics, Estimator estimator, Predicate<Item> wanted) {
        this.base = base;
        this.candidate = candidate;
        this.metrics = metrics;
        this.estimator = estimator;
        this.first = RunScores.of(base, wanted);
        this.second = RunScores.of(candidate, wanted);
        this.common = first.ids().stream().filter(second::has).toList();
        base.info().metrics().forEach(info -> infos.put(info.name(), info));
        candidate.info().metrics().forEach(info -> infos.putIfAbsent(info.name(), info));
        infos.forEach(this::estimate);
    }

    private void estimate(String name, MetricInfo info) {
        List<String> reasons = reasons(find(base, name), find(candidate, name));
        if (!reasons.isEmpty()) {
            settled.put(name, new MetricComparison.Incomparable(name, reasons));
            return;
        }
        List<ItemScore> left = new ArrayList<>();
        List<ItemScore> right = new ArrayList<>();
        for (String id : common) {
            ItemScore one = first.score(name, id);
            ItemScore other = second.score(name, id);
            if (one != null && other != null) {
                left.add(one);
                right.add(other);
            }
        }
        Metric metric = metrics.get(name);
        String missing = missing(info, metric, left, right);
        if (missing != null) {
            unmeasured(name, missing);
            return;
        }
        Estimate estimate = info.mean() || metric == null
                ? estimator.ofMeans(left, right)
                : estimator.ofCorpora(left, right, metric::combine);
        if (Double.isNaN(estimate.p())) {
            unmeasured(name, "the score of a resampled corpus is undefined: there are too few items");
        } else {
            estimates.put(name, estimate);
        }
    }

    private static @Nullable MetricInfo find(Results results, String name) {
        return results.info().metrics().stream()
                .filter(metric -> metric.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String missing(
            MetricInfo info, @Nullable Metric metric, List<ItemScore> left, List<ItemScore> right) {
        if (left.size() < 2) {
            return left.size() + " items have a value in both runs; at least 2 are needed";
        }
        if (!info.mean()) {
            return metric == null ? "its corpus score is not a mean: give the metric itself to compare with" : null;
        }
        boolean finite = Stream.concat(left.stream(), right.stream()).allMatch(score -> Double.isFinite(score.sum()));
        return finite ? null : "some values are infinite";
    }

    private void unmeasured(String name, String reason) {
        settled.put(name, new MetricComparison.Unmeasured(name, reason, first.coverage(name), second.coverage(name)));
    }

    /** {@return why the metric cannot be compared; empty if it can} */
    private List<String> reasons(@Nullable MetricInfo left, @Nullable MetricInfo right) {
        if (left == null || right == null) {
            return List.of("only the " + (left == null ? "candidate" : "base") + " was measured by it");
        }
        List<String> reasons = new ArrayList<>();
        if (!left.signature().equals(right.signature())) {
            reasons.add("the signatures differ: " + left.signature() + " and " + right.signature());
        }
        if (left.direction() != right.direction()) {
            reasons.add("more is better in one run, less in the other");
        }
        Metric metric = metrics.get(left.name());
        if (metric != null && !metric.signature().equals(left.signature())) {
            reasons.add("the metric given has another signature: " + metric.signature() + " instead of "
                    + left.signature());
        }
        return reasons;
    }

    /** {@return the p-values of the metrics that could be compared, in order} */
    double[] p() {
        return estimates.values().stream().mapToDouble(Estimate::p).toArray();
    }

    /**
     * {@return the comparison}
     *
     * @param adjusted the corrected p-values, in the order of {@link #p()}
     * @param alpha what they must not exceed
     * @param minEffect what size a difference must have
     */
    Comparison finish(double[] adjusted, double alpha, double minEffect) {
        List<String> faults = new ArrayList<>();
        first.faults().forEach(fault -> faults.add("base: " + fault));
        second.faults().forEach(fault -> faults.add("candidate: " + fault));
        if (!faults.isEmpty()) {
            return new Comparison.Incomparable(base.info(), candidate.info(), faults);
        }
        int next = 0;
        List<MetricComparison> compared = new ArrayList<>();
        for (Map.Entry<String, MetricInfo> entry : infos.entrySet()) {
            String name = entry.getKey();
            Estimate estimate = estimates.get(name);
            MetricComparison already = settled.get(name);
            if (estimate != null) {
                double p = adjusted[next++];
                double gain = entry.getValue().direction().gain(estimate.candidate() - estimate.base());
                Verdict verdict = p <= alpha && Math.abs(gain) >= minEffect ? sign(gain) : Verdict.NO_DIFFERENCE_SHOWN;
                compared.add(new MetricComparison.Measured(
                        entry.getValue(), estimate, first.coverage(name), second.coverage(name), p, verdict));
            } else if (already != null) {
                compared.add(already);
            }
        }
        return new Comparison.Paired(
                base.info(),
                candidate.info(),
                common.size(),
                first.ids().size() - common.size(),
                second.ids().size() - common.size(),
                compared);
    }

    private static Verdict sign(double gain) {
        return gain > 0 ? Verdict.BETTER : gain < 0 ? Verdict.WORSE : Verdict.NO_DIFFERENCE_SHOWN;
    }
}
