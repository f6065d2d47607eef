package dev.llmops.eval.report;

import dev.llmops.eval.Metric;
import dev.llmops.eval.Score;
import dev.llmops.eval.run.MetricInfo;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what a metric says in a run, in constant memory: score, interval, coverage, and how much repeats differ.
 *
 * <p>Repeats of an item are not independent, so intervals treat items as clusters: the standard error is that of a
 * ratio of sums over items. Where only means of scores are known of a metric that is no mean, they are shown as such.
 */
final class MetricTally {
    private final MetricInfo info;
    private final @Nullable CorpusTally corpus;
    private final ClusteredMean mean = new ClusteredMean();
    private final ReasonCounts unmeasured = new ReasonCounts();
    private final ReasonCounts failed = new ReasonCounts();

    /**
     * Creates a tally.
     *
     * @param info what the run knows about the metric
     * @param metric the metric itself, if it is at hand; one of another signature is not taken for it
     */
    MetricTally(MetricInfo info, @Nullable Metric metric) {
        this.info = info;
        boolean same = metric != null && metric.signature().equals(info.signature());
        this.corpus = metric == null || !same || info.mean() ? null : new CorpusTally(metric);
    }

    void add(@Nullable Score score) {
        if (score instanceof Score.Measured measured) {
            mean.add(measured.value());
            if (corpus != null) {
                corpus.add(measured);
            }
        } else if (score instanceof Score.Unmeasured none) {
            unmeasured.add(none.reason());
        } else if (score instanceof Score.Failed failure) {
            failed.add(failure.reason());
        } else {
            unmeasured.add("there is no score");
        }
    }

    /** Counts a result whose subject failed, so that there was nothing to measure. */
    void addSubjectFailure() {
        unmeasured.add("the subject failed");
    }

    /** Says that the next score belongs to another item. */
    void endItem() {
        mean.endItem();
        if (corpus != null) {
            corpus.endItem();
        }
    }

    void write(PageJson json) throws IOException {
        double value = corpus == null ? mean.value() : corpus.value().orElse(Double.NaN);
        Optional<Interval> interval = corpus == null ? mean.interval() : corpus.interval();
        json.beginObject()
                .member("name", info.name())
                .member("value", value)
                .member("corpus", corpus != null || info.mean());
        if (interval.isPresent() && Double.isFinite(value)) {
            json.member("low", interval.get().low())
                    .member("high", interval.get().high())
                    .member("method", interval.get().method());
        }
        json.member("measured", mean.count())
                .member("unmeasured", unmeasured.total())
                .member("failed", failed.total());
        unmeasured.write(json, "unmeasuredReasons");
        failed.write(json, "failedReasons");
        json.member("repeatedItems", mean.repeatedItems())
                .member("unstableItems", mean.unstableItems())
                .member("withinSd", mean.withinDeviation())
                .member("betweenSd", mean.betweenDeviation())
                .endObject();
    }
}
