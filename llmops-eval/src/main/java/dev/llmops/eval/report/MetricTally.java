package dev.llmops.eval.report;

import dev.llmops.eval.Metric;
import dev.llmops.eval.Score;
import dev.llmops.eval.run.MetricInfo;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what a metric says in a run, in constant memory: score, interval, coverage, and how much repeats differ.
 *
 * <p>Repeats of an item are not independent, so intervals treat items as clusters: the standard error is that of a
 * ratio of sums over items. Where only means of scores are known of a metric that is no mean, they are shown as such.
 */
final class MetricTally {
    private final MetricInfo info;
    private final @Nullable Metric metric;
    private final @Nullable PoissonBootstrap bootstrap;
    private final ReasonCounts unmeasured = new ReasonCounts();
    private final ReasonCounts failed = new ReasonCounts();

    private double @Nullable [] sums;
    private double @Nullable [] itemSums;
    private final ClusteredMean mean = new ClusteredMean();

    MetricTally(MetricInfo info, @Nullable Metric metric) {
        this.info = info;
        this.metric = metric;
        this.bootstrap = metric == null || info.mean() ? null : new PoissonBootstrap(metric);
    }

    void add(@Nullable Score score) {
        if (score instanceof Score.Measured measured) {
            mean.add(measured.value());
            addStatistics(measured);
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

    private void addStatistics(Score.Measured measured) {
        if (bootstrap == null) {
            return;
        }
        if (itemSums == null) {
            itemSums = new double[measured.statistics().length];
        }
        measured.addTo(itemSums);
    }

    /** Says that the next score belongs to another item. */
    void endItem() {
        mean.endItem();
        if (itemSums != null && bootstrap != null) {
            bootstrap.add(itemSums);
            if (sums == null) {
                sums = new double[itemSums.length];
            }
            for (int i = 0; i < sums.length; i++) {
                sums[i] += itemSums[i];
            }
            itemSums = null;
        }
    }

    void write(PageJson json) throws IOException {
        boolean corpus = metric != null && sums != null && !info.mean();
        double value = metric != null && sums != null && !info.mean() ? metric.combine(sums.clone()) : mean.value();
        Interval interval = corpus && bootstrap != null ? bootstrap.interval() : mean.interval();
        json.beginObject()
                .member("name", info.name())
                .member("value", mean.count() == 0 ? Double.NaN : value)
                .member("corpus", corpus || info.mean());
        if (interval != null && Double.isFinite(value)) {
            json.member("low", interval.low())
                    .member("high", interval.high())
                    .member("method", interval.method());
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
