/**
 * The vocabulary of evaluation: items, outputs, metrics and scores.
 *
 * <p>An {@link dev.llmops.eval.Item} is what is asked and what is known about a good answer, an
 * {@link dev.llmops.eval.Output} is what came, a {@link dev.llmops.eval.Sample} is both. A
 * {@link dev.llmops.eval.Metric} turns a sample into a {@link dev.llmops.eval.Score} with statistics that add up to
 * the score of a whole corpus. A score that could not be measured stays unmeasured; it is never taken for zero.
 */
@NullMarked
package dev.llmops.eval;

import org.jspecify.annotations.NullMarked;
