/**
 * Measures of harm: toxicity, refusals, and different treatment of groups of people.
 *
 * <p>{@link dev.llmops.eval.safety.Toxicity} and {@link dev.llmops.eval.safety.Refusals} score single answers, and
 * {@link dev.llmops.eval.safety.Counterfactuals} asks the same about different groups, with any metric.
 * {@link dev.llmops.eval.safety.ToxicitySummary}, {@link dev.llmops.eval.safety.SentimentBias} and
 * {@link dev.llmops.eval.safety.GroupGaps} sum up what classifiers and judges said of single answers.
 */
@NullMarked
package dev.llmops.eval.safety;

import org.jspecify.annotations.NullMarked;
