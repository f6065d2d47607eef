package dev.llmops.eval.run;

import java.math.BigDecimal;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a run has cost so far, counted and written down as soon as an answer comes. Safe for concurrent use. */
final class Spending {
    private final @Nullable BigDecimal cap;
    private final ResultSink sink;
    private final Consumer<Throwable> onFailure;
    private BigDecimal total;

    /**
     * Creates a count that begins with what an interrupted run cost; {@code cap} is null if nothing limits it.
     *
     * @param onFailure hears that an amount could not be written down; not thrown, since it may come on an alarm's thread
     */
    Spending(@Nullable BigDecimal cap, ResultSink sink, Consumer<Throwable> onFailure) {
        this.cap = cap;
        this.sink = sink;
        this.onFailure = onFailure;
        this.total = sink.paid();
    }

    void add(BigDecimal amount) {
        if (amount.signum() == 0) {
            return;
        }
        synchronized (this) {
            total = total.add(amount);
        }
        try {
            sink.pay(amount);
        } catch (RuntimeException e) {
            onFailure.accept(e);
        }
    }

    synchronized BigDecimal total() {
        return total;
    }

    synchronized boolean isCapReached() {
        return cap != null && total.compareTo(cap) >= 0;
    }
}
