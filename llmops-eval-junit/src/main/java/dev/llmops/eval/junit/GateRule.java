package dev.llmops.eval.junit;

import dev.llmops.eval.gate.MetricRule;
import dev.llmops.eval.gate.Severity;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A rule for a metric, as {@link MetricRule}; numbers that are not set are NaN. */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(GateRules.class)
public @interface GateRule {
    /** The name of the metric. */
    String metric();

    /** The least score of the run. */
    double minimum() default Double.NaN;

    /** The greatest score of the run. */
    double maximum() default Double.NaN;

    /** The worst score of a single result. */
    double everyItem() default Double.NaN;

    /** The loss against the baseline that does not matter: it must be shown that less is lost. */
    double nonInferior() default Double.NaN;

    /** Whether no loss against the baseline may be proven. */
    boolean notWorse() default false;

    /** The loss that the data must be able to show. */
    double detectable() default Double.NaN;

    /** The share of results that must be measured. */
    double coverage() default MetricRule.DEFAULT_COVERAGE;

    /** The field of items for each value of which the rule holds. */
    String each() default "";

    /** What comes of the rule if it is not fulfilled. */
    Severity severity() default Severity.FAIL;
}
