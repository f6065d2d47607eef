package dev.llmops.eval.retrieval;

/**
 * Judges one ranking, on a scale from 0 to 1 where 1 is best.
 *
 * <p>Immutable, deterministic and safe for concurrent use.
 */
public interface RankingMetric {
    /**
     * {@return what is computed, with all parameters; scores of different names cannot be compared}
     *
     * <p>Where trec_eval has the metric this is its name, such as {@code "ndcg_cut_10"}.
     */
    String name();

    /** {@return the score of {@code ranking}; 0 if nothing is relevant to the query} */
    double score(Ranking ranking, Judgements judgements);
}
