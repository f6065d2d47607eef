package dev.llmops.eval.run;

import dev.llmops.api.model.Usage;
import dev.llmops.eval.Output;
import dev.llmops.eval.Score;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What one result cost this run. Used by one thread at a time. */
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
        if (price != null) {
            charge(price.of(usage));
        } else if (usage.providerCost().isPresent()) {
            charge(usage.providerCost().get());
        } else {
            unpriced = true;
        }
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
