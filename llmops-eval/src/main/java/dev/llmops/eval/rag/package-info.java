/**
 * How good answers from retrieved passages are, as a judge sees it.
 *
 * <p>Start with {@link dev.llmops.eval.rag.Rag}, which makes the metrics. The formulas stand apart from the judge:
 * {@link dev.llmops.eval.rag.RagScores} in the project's own convention, {@link dev.llmops.eval.rag.RagasScores} and
 * {@link dev.llmops.eval.rag.DeepEvalScores} as those tools compute. In the own convention an answer without claims or
 * a question without passages is unmeasured, never 0 and never 1.
 */
@NullMarked
package dev.llmops.eval.rag;

import org.jspecify.annotations.NullMarked;
