package dev.llmops.eval.catalog;

import dev.llmops.api.CallControl;
import dev.llmops.eval.Direction;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;

/**
 * A metric under the name by which it was asked for, so that a run can have BLEU twice.
 *
 * @param name the name with its options
 * @param metric what computes
 */
record NamedMetric(String name, Metric metric) implements Metric {
    @Override
    public Signature signature() {
        return metric.signature();
    }

    @Override
    public Direction direction() {
        return metric.direction();
    }

    @Override
    public Score score(Sample sample, CallControl control) {
        return metric.score(sample, control);
    }

    @Override
    public double combine(double[] sums) {
        return metric.combine(sums);
    }

    @Override
    public boolean isMean() {
        return metric.isMean();
    }

    @Override
    public String toString() {
        return name;
    }
}
