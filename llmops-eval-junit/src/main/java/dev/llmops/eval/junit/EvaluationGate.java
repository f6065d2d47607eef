package dev.llmops.eval.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Lets a class fail if the scores of its {@link EvaluationTest} break a rule.
 *
 * <p>Rules come from a file ({@link #rules}), from a method ({@link #gate}) or from {@link GateRule} annotations. The
 * baseline is a file kept in version control. It is written, rather than compared with, if the configuration parameter
 * or system property {@value #UPDATE} is {@code true}. What comes of every rule is written as Markdown and XML into the
 * directory that {@value #REPORTS} names, if it is set.
 *
 * <p>A gated class has one evaluation test. What cannot be compared with the baseline fails the class too, for instance
 * because only some of the items were run.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(GateExtension.class)
public @interface EvaluationGate {
    /** The parameter that asks for the baseline to be written. */
    String UPDATE = "llmops.eval.updateBaseline";

    /** The parameter that names a directory for reports. */
    String REPORTS = "llmops.eval.reports";

    /** A file of rules as {@link dev.llmops.eval.gate.GateFile} reads it. */
    String rules() default "";

    /** The name of a static method of the class without parameters that gives a {@link dev.llmops.eval.gate.Gate}. */
    String gate() default "";

    /** The file of the baseline; without it, only rules that need none can be checked. */
    String baseline() default "";

    /** The name of what is evaluated; that of the class unless set. */
    String subject() default "";

    /** Ids of items whose answers are known to vary, left out of the rules of {@link GateRule}. */
    String[] quarantine() default {};
}
