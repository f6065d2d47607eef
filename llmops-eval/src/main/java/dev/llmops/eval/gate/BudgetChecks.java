package dev.llmops.eval.gate;

import dev.llmops.eval.run.Result;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Checks of what answers cost and how long they took. Quarantined items count: they cost too. */
final class BudgetChecks {
    private final List<Result> results;

    BudgetChecks(List<Result> results) {
        this.results = results;
    }

    List<Check> of(List<Budget> budgets) {
        return budgets.stream().map(this::check).toList();
    }

    private Check check(Budget budget) {
        return switch (budget.kind()) {
            case TOTAL_COST -> totalCost(budget);
            case MEAN_COST -> meanCost(budget);
            case LATENCY -> latency(budget);
        };
    }

    private Check totalCost(Budget budget) {
        List<BigDecimal> costs = costs();
        double total = sum(costs);
        int unknown = results.size() - costs.size();
        if (total <= budget.limit() && unknown > 0) {
            return Check.incomparable(
                    budget.title(),
                    rule(budget),
                    "the cost of " + unknown + " of " + results.size() + " answers is not known; the others cost "
                            + Numbers.plain(total));
        }
        return decided(budget, total, Numbers.plain(total), costs.size());
    }

    private Check meanCost(Budget budget) {
        List<BigDecimal> costs = costs();
        if (tooFew(costs.size())) {
            return few(budget, "cost", costs.size());
        }
        double mean = sum(costs) / costs.size();
        return decided(budget, mean, Numbers.plain(mean), costs.size());
    }

    private Check latency(Budget budget) {
        double[] millis = results.stream()
                .filter(result -> !result.output().latency().isZero())
                .mapToDouble(result -> result.output().latency().toNanos() / 1e6)
                .sorted()
                .toArray();
        if (tooFew(millis.length)) {
            return few(budget, "latency", millis.length);
        }
        // 0.55 * 100 is a little more than 55 in doubles, and the 55th is meant.
        int rank = Math.max(1, (int) Math.ceil(budget.quantile() * millis.length - 1e-9));
        double at = millis[rank - 1];
        return decided(budget, at, Numbers.plain(at) + " ms", millis.length);
    }

    private List<BigDecimal> costs() {
        return results.stream()
                .flatMap(result -> result.output().cost().stream())
                .toList();
    }

    private static double sum(List<BigDecimal> costs) {
        return costs.stream().reduce(BigDecimal.ZERO, BigDecimal::add).doubleValue();
    }

    /** A mean or a quantile of a part of the answers says little if the rest is missing for a reason. */
    private boolean tooFew(int known) {
        return known == 0 || known < MetricRule.DEFAULT_COVERAGE * results.size();
    }

    private Check few(Budget budget, String what, int known) {
        return Check.incomparable(
                budget.title(),
                rule(budget),
                "the " + what + " of " + known + " of " + results.size() + " answers is known");
    }

    private Check decided(Budget budget, double value, String shown, int known) {
        Outcome outcome =
                value <= budget.limit() ? Outcome.PASS : budget.severity().outcome();
        return new Check(
                budget.title(),
                rule(budget),
                outcome,
                shown + " over " + known + " answers",
                Map.of("candidate", value));
    }

    private static String rule(Budget budget) {
        String unit = budget.kind() == Budget.Kind.LATENCY ? " ms" : "";
        return "at most " + Numbers.plain(budget.limit()) + unit;
    }
}
