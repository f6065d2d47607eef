package dev.llmops.eval.junit;

import dev.llmops.eval.Metric;
import dev.llmops.eval.dataset.Dataset;
import dev.llmops.eval.dataset.DatasetVersion;
import dev.llmops.eval.run.MetricInfo;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.Results;
import dev.llmops.eval.run.RunInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the trials of a gated class gave. Safe for concurrent use: tests may run side by side. */
final class Recording {
    private final Map<String, MetricInfo> metrics = new TreeMap<>();
    private final Map<String, Metric> objects = new TreeMap<>();
    private final List<Placed> results = new ArrayList<>();
    private @Nullable String method;
    private @Nullable Dataset dataset;
    private int repeats = 1;

    /** Announces the data set of the only evaluation test. */
    synchronized void begin(String method, Dataset dataset, int repeats) {
        if (this.method != null) {
            throw new EvaluationTestException("A class with @EvaluationGate has one @EvaluationTest, this one has "
                    + this.method + " and " + method + ". Make a class of each.");
        }
        this.method = method;
        this.dataset = dataset;
        this.repeats = repeats;
    }

    synchronized void add(long position, Trial trial, @Nullable Throwable thrown) {
        for (Metric metric : trial.metrics()) {
            MetricInfo info = MetricInfo.of(metric);
            MetricInfo known = metrics.putIfAbsent(metric.name(), info);
            if (known != null && !known.equals(info)) {
                throw new EvaluationTestException("The metric " + metric.name() + " is " + metric.signature()
                        + " for one item and " + known.signature() + " for another. Use the same for all.");
            }
            objects.putIfAbsent(metric.name(), metric);
        }
        results.add(new Placed(position, trial.result(thrown)));
    }

    /** {@return the metrics themselves, which add up scores that have no mean} */
    synchronized List<Metric> metrics() {
        return List.copyOf(objects.values());
    }

    /** {@return everything so far, in the order of the data set} */
    synchronized Results results(String subject) {
        Dataset items = dataset;
        if (items == null) {
            throw new EvaluationTestException(
                    "The class has @EvaluationGate, and no @EvaluationTest of it was run. Add one, or run it.");
        }
        DatasetVersion version = items.version();
        RunInfo info = new RunInfo(
                subject,
                Map.of(),
                items.name(),
                version.hash(),
                version.items(),
                repeats,
                List.copyOf(metrics.values()),
                Instant.EPOCH);
        return Results.of(
                info,
                results.stream()
                        .sorted(Comparator.comparingLong(Placed::position))
                        .map(Placed::result)
                        .toList());
    }

    private record Placed(long position, Result result) {}
}
