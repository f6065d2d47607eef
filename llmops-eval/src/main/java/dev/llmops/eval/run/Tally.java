package dev.llmops.eval.run;

import dev.llmops.eval.Metric;
import dev.llmops.eval.Score;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Adds results up in the order of the data set, whatever the order in which they come: sums of floating-point numbers
 * depend on it. Results that come early are kept until their turn. If they become too many, which happens where items
 * are asked again long after the others, this gives up the order and says so. Not safe for concurrent use.
 */
final class Tally {
    private final List<MetricTally> metrics = new ArrayList<>();
    private final Map<Integer, Map<String, Score>> early = new TreeMap<>();
    private int next;
    private boolean inOrder = true;
    private final int most;
    private long results;
    private long failures;
    private BigDecimal spent = BigDecimal.ZERO;
    private long unpriced;

    /** Creates a tally; a metric that is not given is added up if its score is a mean. */
    Tally(List<MetricInfo> infos, Collection<? extends Metric> known) {
        this(infos, known, OrderedRows.MOST_EARLY);
    }

    /** Creates a tally that keeps at most so many results that come early. */
    Tally(List<MetricInfo> infos, Collection<? extends Metric> known, int most) {
        this.most = most;
        Map<String, Metric> byName = new HashMap<>();
        known.forEach(metric -> byName.put(metric.name(), metric));
        for (MetricInfo info : infos) {
            Metric metric = byName.get(info.name());
            boolean same = metric != null && metric.signature().equals(info.signature());
            metrics.add(new MetricTally(info, same ? metric : null));
        }
    }

    /** {@return what {@code rows} add up to, which come in order} */
    static RunSummary ofOrdered(
            List<MetricInfo> infos, Collection<? extends Metric> known, Stream<ResultRow> rows, long wanted) {
        Tally tally = new Tally(infos, known);
        rows.forEachOrdered(row -> {
            tally.count(row);
            tally.addScores(row.result().scores());
        });
        return tally.summary(wanted);
    }

    /** Adds a result, in any order. */
    void add(ResultRow row) {
        count(row);
        if (!inOrder) {
            return;
        }
        early.put(row.number(), row.result().scores());
        for (Map<String, Score> scores = early.remove(next); scores != null; scores = early.remove(next)) {
            addScores(scores);
            next++;
        }
        if (early.size() > most) {
            inOrder = false;
            early.clear();
        }
    }

    private void count(ResultRow row) {
        results++;
        failures += row.result().output().failure().isPresent() ? 1 : 0;
        spent = spent.add(row.spent());
        unpriced += row.unpriced() ? 1 : 0;
    }

    /** {@return whether {@link #summary} knows the scores; the other figures are known in any case} */
    boolean isInOrder() {
        return inOrder;
    }

    private void addScores(Map<String, Score> scores) {
        for (MetricTally metric : metrics) {
            Score score = scores.get(metric.info.name());
            if (score != null) {
                metric.add(score);
            }
        }
    }

    long results() {
        return results;
    }

    long failures() {
        return failures;
    }

    BigDecimal spent() {
        return spent;
    }

    /** {@return the sum; those that still wait for earlier ones are added now, so this ends the tally} */
    RunSummary summary(long wanted) {
        early.values().forEach(this::addScores);
        early.clear();
        return new RunSummary(
                wanted,
                results,
                failures,
                spent,
                unpriced,
                metrics.stream().map(MetricTally::summary).toList());
    }

    /** One metric. */
    private static final class MetricTally {
        private final MetricInfo info;
        private final @Nullable Metric metric;
        private final Map<String, Long> reasons = new TreeMap<>();
        private double[] sums = {};
        private long measured;
        private long unmeasured;
        private long failed;

        MetricTally(MetricInfo info, @Nullable Metric metric) {
            this.info = info;
            this.metric = metric;
        }

        void add(Score score) {
            if (score instanceof Score.Measured value) {
                add(value);
            } else if (score instanceof Score.Unmeasured none) {
                unmeasured++;
                count(none.reason());
            } else if (score instanceof Score.Failed failure) {
                failed++;
                count(failure.reason());
            }
        }

        private void add(Score.Measured value) {
            int length = value.statistics().length;
            if (measured == 0) {
                sums = new double[length];
            }
            if (length == sums.length) {
                measured++;
                value.addTo(sums);
            } else {
                failed++;
                count("the metric gave " + length + " statistics and before " + sums.length);
            }
        }

        private void count(String reason) {
            boolean room = reasons.containsKey(reason) || reasons.size() < MetricSummary.MOST_REASONS;
            reasons.merge(room ? reason : "(other reasons)", 1L, Long::sum);
        }

        MetricSummary summary() {
            return new MetricSummary(info, score(), measured, unmeasured, failed, reasons);
        }

        private OptionalDouble score() {
            if (measured == 0 || metric == null && !(info.mean() && sums.length == 2)) {
                return OptionalDouble.empty();
            }
            double score = metric == null ? sums[0] / sums[1] : metric.combine(sums.clone());
            return Double.isNaN(score) ? OptionalDouble.empty() : OptionalDouble.of(score);
        }
    }
}
