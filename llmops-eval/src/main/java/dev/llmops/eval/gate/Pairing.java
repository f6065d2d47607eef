package dev.llmops.eval.gate;

import dev.llmops.eval.Metric;
import dev.llmops.eval.compare.Compare;
import dev.llmops.eval.compare.Comparison;
import dev.llmops.eval.compare.MetricComparison;
import dev.llmops.eval.run.MetricInfo;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.Results;
import dev.llmops.eval.run.RunInfo;
import dev.llmops.eval.statistics.Multiplicity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A run and its baseline, joined by item. */
final class Pairing {
    private final RunInfo run;
    private final RunInfo baseline;
    private final List<Result> results;
    private final List<Result> old;
    private final List<Metric> metrics;
    private final Level level;
    private boolean comparable;

    Pairing(RunInfo run, RunInfo baseline, List<Result> results, List<Result> old, List<Metric> metrics, Level level) {
        this.run = run;
        this.baseline = baseline;
        this.results = results;
        this.old = old;
        this.metrics = metrics;
        this.level = level;
    }

    /** {@return whether the two can be compared at all, and if not, every reason} */
    Check check(SortedSet<String> fingerprints, Completeness baselineComplete) {
        List<String> problems = new ArrayList<>();
        baselineComplete.problem().ifPresent(problem -> problems.add("the baseline is not complete: " + problem));
        if (!run.datasetHash().equals(baseline.datasetHash())) {
            problems.add("the data set is " + run.dataset() + " with hash " + run.datasetHash()
                    + ", that of the baseline " + baseline.dataset() + " with hash " + baseline.datasetHash());
        }
        for (String name : fingerprints) {
            String now = run.fingerprints().getOrDefault(name, "unknown");
            String then = baseline.fingerprints().getOrDefault(name, "unknown");
            if (!now.equals(then) || now.equals("unknown")) {
                problems.add("the fingerprint " + name + " is " + now + ", that of the baseline " + then);
            }
        }
        SortedSet<String> now = ids(results);
        SortedSet<String> then = ids(old);
        missing("the run has no items ", then, now).ifPresent(problems::add);
        missing("the baseline has no items ", now, then).ifPresent(problems::add);
        comparable = problems.isEmpty();
        return comparable
                ? Check.of("baseline", "comparable", Outcome.PASS, now.size() + " items of " + run.dataset())
                : Check.incomparable("baseline", "comparable", String.join("; ", problems));
    }

    /** {@return why the metric cannot be compared; empty if it can} */
    Optional<String> problem(MetricInfo metric) {
        if (!comparable) {
            return Optional.of("run and baseline cannot be compared");
        }
        Optional<MetricInfo> then = baseline.metrics().stream()
                .filter(each -> each.name().equals(metric.name()))
                .findFirst();
        if (then.isEmpty()) {
            return Optional.of("the baseline has no metric " + metric.name());
        }
        if (!then.get().signature().equals(metric.signature())) {
            return Optional.of("the metric is " + metric.signature() + ", in the baseline "
                    + then.get().signature());
        }
        if (then.get().direction() != metric.direction()) {
            return Optional.of("the baseline says that another way of the metric is better");
        }
        return Optional.empty();
    }

    /** {@return what comparing run and baseline on the items {@code ids} says about the metric} */
    MetricComparison compare(MetricInfo metric, Collection<String> ids) {
        Compare compare = Compare.paired(only(baseline, metric, old, ids), only(run, metric, results, ids))
                .alpha(level.alpha())
                .resamples(level.resamples(), level.permutations())
                .correction(Multiplicity.NONE);
        Metric itself = Corpus.find(metric, metrics).orElse(null);
        Comparison comparison = (itself == null ? compare : compare.metrics(itself)).run();
        if (comparison instanceof Comparison.Paired paired) {
            return paired.metric(metric.name());
        }
        return new MetricComparison.Incomparable(metric.name(), ((Comparison.Incomparable) comparison).reasons());
    }

    /** {@return a run of the one metric and of some items, so that nothing else is compared} */
    private static Results only(RunInfo info, MetricInfo metric, List<Result> results, Collection<String> ids) {
        RunInfo one = new RunInfo(
                info.subject(),
                info.fingerprints(),
                info.dataset(),
                info.datasetHash(),
                ids.size(),
                info.repeats(),
                List.of(metric),
                info.started());
        return Results.of(
                one,
                results.stream()
                        .filter(result -> ids.contains(result.item().id()))
                        .toList());
    }

    private static SortedSet<String> ids(List<Result> results) {
        return results.stream().map(result -> result.item().id()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<String> missing(String what, SortedSet<String> wanted, SortedSet<String> there) {
        List<String> missing = wanted.stream().filter(id -> !there.contains(id)).toList();
        return missing.isEmpty() ? Optional.empty() : Optional.of(what + ItemNames.some(missing));
    }
}
