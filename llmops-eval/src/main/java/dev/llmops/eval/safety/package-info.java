/**
 * Do answers do harm: toxicity, refusals, and different treatment of groups of people.
 *
 * <p>{@link dev.llmops.eval.safety.Toxicity} and {@link dev.llmops.eval.safety.Refusals} score single answers.
 * {@link dev.llmops.eval.safety.Counterfactuals} asks the same about different groups, with any metric. What such scores
 * come to over many answers is computed beside them.
 */
@NullMarked
package dev.llmops.eval.safety;

import org.jspecify.annotations.NullMarked;
