package dev.llmops.eval.gate;

import dev.llmops.api.Require;
import java.math.BigDecimal;
import java.time.Duration;

/** A bound on what a run may cost or how long its answers may take. Immutable. */
public final class Budget {
    private final Kind kind;
    private final double limit;
    private final double quantile;
    private final Severity severity;

    private Budget(Kind kind, double limit, double quantile, Severity severity) {
        this.kind = kind;
        this.limit = limit;
        this.quantile = quantile;
        this.severity = severity;
    }

    /** {@return a bound on the cost of all answers together, in the currency of the run} */
    public static Budget totalCost(BigDecimal limit) {
        return new Budget(Kind.TOTAL_COST, amount(limit), 0, Severity.FAIL);
    }

    /** {@return a bound on the mean cost of an answer, in the currency of the run} */
    public static Budget meanCost(BigDecimal limit) {
        return new Budget(Kind.MEAN_COST, amount(limit), 0, Severity.FAIL);
    }

    /**
     * {@return a bound on the latency that the share {@code quantile} of the answers stays within}
     *
     * @param quantile from 0 (exclusive) to 1, such as 0.5 or 0.95; the latency is one that occurred (nearest rank)
     * @param limit the longest time allowed
     */
    public static Budget latency(double quantile, Duration limit) {
        Require.that(
                quantile > 0 && quantile <= 1,
                "quantile",
                "quantile must be above 0 and at most 1, such as 0.95, was " + quantile);
        return new Budget(Kind.LATENCY, Require.positive(limit, "limit").toNanos() / 1e6, quantile, Severity.FAIL);
    }

    /** {@return this budget, with what comes of it if it is exceeded; failure unless set} */
    public Budget severity(Severity severity) {
        return new Budget(kind, limit, quantile, Require.nonNull(severity, "severity"));
    }

    private static double amount(BigDecimal limit) {
        Require.that(
                Require.nonNull(limit, "limit").signum() >= 0, "limit", "limit must not be negative, was " + limit);
        return limit.doubleValue();
    }

    Kind kind() {
        return kind;
    }

    /** {@return the bound: an amount of money, or milliseconds} */
    double limit() {
        return limit;
    }

    double quantile() {
        return quantile;
    }

    Severity severity() {
        return severity;
    }

    /** {@return what is bounded, such as {@code "latency p95"}} */
    String title() {
        return switch (kind) {
            case TOTAL_COST -> "total cost";
            case MEAN_COST -> "mean cost";
            case LATENCY -> "latency p" + Numbers.plain(quantile * 100);
        };
    }

    @Override
    public String toString() {
        return "Budget[" + title() + " <= " + Numbers.plain(limit) + (kind == Kind.LATENCY ? " ms" : "") + "]";
    }

    /** What is bounded. */
    enum Kind {
        TOTAL_COST,
        MEAN_COST,
        LATENCY
    }
}
