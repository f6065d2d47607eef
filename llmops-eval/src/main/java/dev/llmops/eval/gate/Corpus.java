package dev.llmops.eval.gate;

import dev.llmops.eval.Metric;
import dev.llmops.eval.Score;
import dev.llmops.eval.run.MetricInfo;
import dev.llmops.eval.run.Result;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The score of a set of results on one metric.
 *
 * @param results how many there are
 * @param measured how many have a value
 * @param failed how many could not be measured because measuring failed
 * @param score the score of the corpus; NaN if there is none
 * @param missing whether the metric itself would be needed to add up
 */
record Corpus(int results, int measured, int failed, double score, boolean missing) {
    static Corpus of(MetricInfo metric, List<Result> results, List<Metric> metrics) {
        int failed = 0;
        int measured = 0;
        double[] sums = new double[0];
        for (Result result : results) {
            Score score = result.scores().get(metric.name());
            if (result.output().failure().isPresent() || score instanceof Score.Failed) {
                failed++;
            } else if (score instanceof Score.Measured value) {
                double[] statistics = value.statistics();
                sums = measured == 0 ? new double[statistics.length] : sums;
                value.addTo(sums);
                measured++;
            }
        }
        Optional<Metric> itself = find(metric, metrics);
        boolean missing = !metric.mean() && itself.isEmpty();
        double score = Double.NaN;
        if (measured > 0 && !missing) {
            score = itself.isPresent() ? itself.get().combine(sums) : sums[0] / sums[1];
        }
        return new Corpus(results.size(), measured, failed, score, missing);
    }

    /** {@return the metric of that name and signature} */
    static Optional<Metric> find(MetricInfo info, List<Metric> metrics) {
        return metrics.stream()
                .filter(metric ->
                        metric.name().equals(info.name()) && metric.signature().equals(info.signature()))
                .findFirst();
    }

    /** {@return what to do if {@link #missing}} */
    static String missing(String metric) {
        return "the score of a run in " + metric + " is no mean; give the gate the metric itself to add it up";
    }

    Check coverage(MetricRule rule, String title) {
        double share = measured / (double) results;
        String message = measured + " of " + results + " measured (" + Numbers.percent(share) + ")"
                + (failed > 0 ? ", " + failed + " failed" : "");
        Outcome outcome =
                share >= rule.coverage() ? Outcome.PASS : rule.severity().outcome();
        return new Check(
                title,
                "coverage at least " + Numbers.percent(rule.coverage()),
                measured == 0 ? Outcome.INCOMPARABLE : outcome,
                message,
                Map.of("coverage", share));
    }

    Check bound(MetricRule rule, String title, String name, double bound, boolean least) {
        String asked = name + " " + Numbers.plain(bound);
        if (missing) {
            return Check.incomparable(title, asked, missing(rule.metric()));
        }
        if (measured == 0 || Double.isNaN(score)) {
            return Check.incomparable(title, asked, "there is no score: " + measured + " of " + results + " measured");
        }
        boolean holds = least ? score >= bound : score <= bound;
        return new Check(
                title,
                asked,
                holds ? Outcome.PASS : rule.severity().outcome(),
                Numbers.plain(score) + " over " + measured + " results",
                Map.of("candidate", score));
    }
}
