package dev.llmops.eval.gate;

import dev.llmops.eval.Score;
import dev.llmops.eval.run.MetricInfo;
import dev.llmops.eval.run.Result;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Differences of means over items, by the normal approximation. */
final class PairedMeans {
    private static final double TWO_SIDED_95 = 1.959963984540054;
    private static final double POWER_80 = 0.8416212335729143;

    private PairedMeans() {}

    static Difference difference(
            MetricInfo metric, SortedMap<String, List<Result>> base, SortedMap<String, List<Result>> candidate) {
        int n = 0;
        double sumBase = 0;
        double sumCandidate = 0;
        double squares = 0;
        for (Map.Entry<String, List<Result>> item : base.entrySet()) {
            double then = mean(metric, item.getValue());
            double now = mean(metric, candidate.getOrDefault(item.getKey(), List.of()));
            if (!Double.isNaN(then) && !Double.isNaN(now)) {
                n++;
                sumBase += then;
                sumCandidate += now;
                squares += (now - then) * (now - then);
            }
        }
        if (n < 2) {
            return Difference.impossible("only " + n + " items are measured in both");
        }
        double mean = (sumCandidate - sumBase) / n;
        double error = Math.sqrt(Math.max(0, squares / n - mean * mean) / (n - 1));
        double gain = metric.direction().gain(mean);
        double p = error > 0 ? normal(gain / error) : gain < 0 ? 0 : 1;
        return new Difference(
                n,
                sumBase / n,
                sumCandidate / n,
                mean,
                mean - TWO_SIDED_95 * error,
                mean + TWO_SIDED_95 * error,
                Math.min(1, 2 * p),
                (TWO_SIDED_95 + POWER_80) * error,
                metric.direction(),
                null);
    }

    private static double mean(MetricInfo metric, List<Result> repeats) {
        return repeats.stream()
                .filter(result -> result.output().failure().isEmpty())
                .map(result -> result.scores().get(metric.name()))
                .filter(Score.Measured.class::isInstance)
                .mapToDouble(score -> ((Score.Measured) score).value())
                .average()
                .orElse(Double.NaN);
    }

    /** Abramowitz and Stegun 26.2.17, error below 7.5e-8. */
    private static double normal(double z) {
        double t = 1 / (1 + 0.2316419 * Math.abs(z));
        double tail = Math.exp(-z * z / 2)
                / Math.sqrt(2 * Math.PI)
                * t
                * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return z > 0 ? 1 - tail : tail;
    }
}
