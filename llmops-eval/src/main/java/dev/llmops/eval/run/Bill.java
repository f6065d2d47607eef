package dev.llmops.eval.run;

import dev.llmops.api.model.Usage;
import dev.llmops.eval.Output;
import dev.llmops.eval.Score;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one result cost this run. Used by one thread at a time, but for what comes late. */
final class Bill {
    private final @Nullable Price price;
    private final Spending spending;
    private BigDecimal spent = BigDecimal.ZERO;
    private boolean unpriced;

    Bill(@Nullable Price price, Spending spending) {
        this.price = price;
        this.spending = spending;
    }

    /** Adds an answer that was not in the cache. */
    void add(Output output) {
        if (output.cost().isPresent()) {
            charge(output.cost().get());
        } else {
            add(output.usage());
        }
    }

    /** Adds a judgement that was not in the cache, whether or not it came to a value. */
    void add(Score score) {
        add(score.usage());
    }

    /** Adds what was used in vain. */
    void add(Usage usage) {
        if (usage.equals(Usage.unknown())) {
            return;
        }
        Optional<BigDecimal> amount = amount(usage);
        amount.ifPresent(this::charge);
        unpriced |= amount.isEmpty();
    }

    /** Adds an answer that came when nobody waited for it; safe for concurrent use, as the next is. */
    void late(Output output) {
        output.cost().ifPresentOrElse(spending::add, () -> late(output.usage()));
    }

    /** Adds what is known too late for the result, which may be written already, but not for the run. */
    void late(Usage usage) {
        if (!usage.equals(Usage.unknown())) {
            amount(usage).ifPresent(spending::add);
        }
    }

    private Optional<BigDecimal> amount(Usage usage) {
        return price == null ? usage.providerCost() : Optional.of(price.of(usage));
    }

    private void charge(BigDecimal amount) {
        spent = spent.add(amount);
        spending.add(amount);
    }

    BigDecimal spent() {
        return spent;
    }

    boolean unpriced() {
        return unpriced;
    }
}
