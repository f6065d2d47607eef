package dev.llmops.eval.report;

import dev.llmops.eval.Metric;
import dev.llmops.eval.Score;
import java.util.Optional;
import java.util.OptionalDouble;

/** Adds up the statistics of a metric whose corpus score is no mean. */
final class CorpusTally {
    private final Metric metric;
    private final PoissonBootstrap bootstrap;
    private double[] sums = {};
    private double[] itemSums = {};

    CorpusTally(Metric metric) {
        this.metric = metric;
        this.bootstrap = new PoissonBootstrap(metric);
    }

    void add(Score.Measured score) {
        if (itemSums.length == 0) {
            itemSums = new double[score.statistics().length];
        }
        score.addTo(itemSums);
    }

    /** Says that the next score belongs to another item. */
    void endItem() {
        if (itemSums.length == 0) {
            return;
        }
        bootstrap.add(itemSums);
        if (sums.length == 0) {
            sums = new double[itemSums.length];
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] += itemSums[i];
        }
        itemSums = new double[0];
    }

    /** {@return the score of the corpus; empty if nothing was measured} */
    OptionalDouble value() {
        return sums.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(metric.combine(sums.clone()));
    }

    Optional<Interval> interval() {
        return bootstrap.interval();
    }
}
