package dev.llmops.eval.run;

import dev.llmops.api.model.Usage;
import java.math.BigDecimal;

/** Says what usage costs. Safe for concurrent use. */
@FunctionalInterface
public interface Price {
    /** {@return what {@code usage} costs, in the currency of the run; not negative} */
    BigDecimal of(Usage usage);
}
