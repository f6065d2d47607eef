/**
 * Data sets as tests, and gates that compare with baselines kept in git.
 *
 * <p>Start with {@link dev.llmops.eval.junit.EvaluationTest}, which runs a method once for each item of a data set,
 * and {@link dev.llmops.eval.junit.EvaluationGate}, which lets the class fail if the scores of all items together break
 * a rule. A method gets the {@link dev.llmops.eval.Item} and a {@link dev.llmops.eval.junit.Trial} that takes the
 * answer and scores it. Works with JUnit 5.14 and 6.
 */
@NullMarked
package dev.llmops.eval.junit;

import org.jspecify.annotations.NullMarked;
