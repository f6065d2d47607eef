package dev.llmops.eval.run;

import dev.llmops.api.Require;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What the results of a run add up to. Immutable.
 *
 * @param wanted how many results a finished run has
 * @param results how many there are
 * @param failures how many of them have no answer because the subject failed
 * @param spent what was paid for answers and judges, as far as it is known: once for each, also where no result came
 *     of it, and nothing for what came out of a cache
 * @param unpriced how many results used a model at a price that is not known
 * @param metrics what each metric says, in the order of the run
 */
public record RunSummary(
        long wanted, long results, long failures, BigDecimal spent, long unpriced, List<MetricSummary> metrics) {
    /** Checks and copies the components. */
    public RunSummary {
        Require.nonNull(spent, "spent");
        metrics = List.copyOf(Require.nonNull(metrics, "metrics"));
    }

    /** {@return the same, with another sum of what was paid} */
    RunSummary costing(BigDecimal sum) {
        return new RunSummary(wanted, results, failures, sum, unpriced, metrics);
    }

    /** {@return what the metric {@code name} says, if it was measured} */
    public Optional<MetricSummary> metric(String name) {
        return metrics.stream()
                .filter(each -> each.metric().name().equals(name))
                .findFirst();
    }
}
