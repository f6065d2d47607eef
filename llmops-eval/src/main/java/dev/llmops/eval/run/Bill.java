package dev.llmops.eval.run;

import dev.llmops.api.model.Usage;
import dev.llmops.eval.Output;
import dev.llmops.eval.Score;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What one result cost this run. Used by one thread at a time. */
final class Bill {
    private final @Nullable Price price;
    private BigDecimal spent = BigDecimal.ZERO;
    private boolean unpriced;

    Bill(@Nullable Price price) {
        this.price = price;
    }

    /** Adds an answer that was not in the cache. */
    void add(Output output) {
        if (output.cost().isPresent()) {
            spent = spent.add(output.cost().get());
        } else {
            add(output.usage());
        }
    }

    /** Adds a judgement that was not in the cache. */
    void add(Score score) {
        if (score instanceof Score.Measured measured) {
            add(measured.usage());
        }
    }

    private void add(Usage usage) {
        if (usage.equals(Usage.unknown())) {
            return;
        }
        if (price != null) {
            spent = spent.add(price.of(usage));
        } else if (usage.providerCost().isPresent()) {
            spent = spent.add(usage.providerCost().get());
        } else {
            unpriced = true;
        }
    }

    BigDecimal spent() {
        return spent;
    }

    boolean unpriced() {
        return unpriced;
    }
}
