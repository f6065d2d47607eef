/**
 * Measures of harm: toxicity, bias between groups, refusals.
 *
 * <p>{@link dev.llmops.eval.safety.ToxicitySummary}, {@link dev.llmops.eval.safety.SentimentBias} and
 * {@link dev.llmops.eval.safety.GroupGaps} sum up what classifiers and judges said of single answers.
 */
@NullMarked
package dev.llmops.eval.safety;

import org.jspecify.annotations.NullMarked;
