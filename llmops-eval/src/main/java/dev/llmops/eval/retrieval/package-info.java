/**
 * How well a search ranks: exact metrics of rankings against judged documents.
 *
 * <p>Start with {@link dev.llmops.eval.retrieval.RankingMetrics}, which defines each metric as
 * trec_eval does. A {@link dev.llmops.eval.retrieval.Ranking} is what a search returned, its
 * {@link dev.llmops.eval.retrieval.Judgements} say what it should have, and a
 * {@link dev.llmops.eval.retrieval.RankingEvaluation} averages over queries. A metric of your own
 * implements {@link dev.llmops.eval.retrieval.RankingMetric}.
 */
@NullMarked
package dev.llmops.eval.retrieval;

import org.jspecify.annotations.NullMarked;
