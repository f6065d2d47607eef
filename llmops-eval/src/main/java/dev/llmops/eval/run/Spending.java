package dev.llmops.eval.run;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a run has cost so far, counted as soon as an answer comes. Safe for concurrent use. */
final class Spending {
    private final @Nullable BigDecimal cap;
    private BigDecimal total;

    /** Creates a count that begins with what an interrupted run cost; {@code cap} is null if nothing limits it. */
    Spending(@Nullable BigDecimal cap, BigDecimal before) {
        this.cap = cap;
        this.total = before;
    }

    synchronized void add(BigDecimal amount) {
        total = total.add(amount);
    }

    synchronized boolean isCapReached() {
        return cap != null && total.compareTo(cap) >= 0;
    }
}
