package dev.llmops.eval.junit;

import dev.llmops.eval.gate.Severity;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Bounds on cost and latency, as {@link dev.llmops.eval.gate.Budget}; numbers that are not set are NaN. */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface GateBudget {
    /** The greatest cost of all answers together, in the currency of the run. */
    double totalCost() default Double.NaN;

    /** The greatest mean cost of an answer, in the currency of the run. */
    double meanCost() default Double.NaN;

    /** The longest time in milliseconds that half of the answers may take. */
    double p50Millis() default Double.NaN;

    /** The longest time in milliseconds that 95 % of the answers may take. */
    double p95Millis() default Double.NaN;

    /** What comes of a bound that is exceeded. */
    Severity severity() default Severity.FAIL;
}
