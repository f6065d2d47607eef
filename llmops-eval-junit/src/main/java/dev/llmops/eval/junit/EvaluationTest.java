package dev.llmops.eval.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a method once for each item of a data set.
 *
 * <p>Parameters of type {@link dev.llmops.eval.Item} and {@link Trial} are given by this annotation, others may come
 * from other extensions. Items are read as they are needed.
 *
 * <pre>{@code
 * @EvaluationGate(rules = "src/test/evaluation/gate.yaml", baseline = "src/test/evaluation/handbook.baseline")
 * class HandbookEvaluation {
 *     @EvaluationTest("src/test/evaluation/handbook.jsonl")
 *     void answers(Item item, Trial trial) {
 *         trial.ask(each -> Output.of(bot.answer(each.input())));
 *         trial.score(Squad.f1());
 *     }
 * }
 * }</pre>
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(EvaluationTestExtension.class)
public @interface EvaluationTest {
    /** A file of the data set, {@code .jsonl} or {@code .csv}, from the working directory; or {@link #source}. */
    String value() default "";

    /** The name of a static method of the class without parameters that gives a {@code Dataset}. */
    String source() default "";

    /** How many times each item is asked. */
    int repeats() default 1;

    /** How many items are used at most, from the first. */
    int limit() default Integer.MAX_VALUE;
}
