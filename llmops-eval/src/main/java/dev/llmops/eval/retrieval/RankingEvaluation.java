package dev.llmops.eval.retrieval;

import dev.llmops.api.Require;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Rankings for many queries, and what they score on average. Immutable.
 *
 * <p>By default only queries count that have both a ranking and judgements; {@link #complete()} counts
 * every judged query, and one that has no ranking scores 0. Queries are taken in order of their ids, so
 * that sums are the same everywhere.
 */
public final class RankingEvaluation {
    /** What trec_eval takes for an average precision of zero in a geometric mean. */
    private static final double LEAST = 1e-5;

    private final SortedMap<String, Judgements> judgements;
    private final SortedMap<String, Ranking> rankings;

    private RankingEvaluation(SortedMap<String, Judgements> judgements, SortedMap<String, Ranking> rankings) {
        this.judgements = judgements;
        this.rankings = rankings;
    }

    /** {@return an evaluation of the queries that are in both maps} */
    public static RankingEvaluation of(Map<String, Judgements> judgements, Map<String, Ranking> rankings) {
        SortedMap<String, Judgements> judged = new TreeMap<>(Require.nonNull(judgements, "judgements"));
        SortedMap<String, Ranking> ranked = new TreeMap<>(Require.nonNull(rankings, "rankings"));
        ranked.keySet().retainAll(judged.keySet());
        return new RankingEvaluation(judged, ranked);
    }

    /** {@return an evaluation of every judged query; what has no ranking has an empty one} */
    public RankingEvaluation complete() {
        SortedMap<String, Ranking> all = new TreeMap<>(rankings);
        judgements.keySet().forEach(query -> all.putIfAbsent(query, Ranking.empty()));
        return new RankingEvaluation(judgements, all);
    }

    /** {@return how many queries count} */
    public int queries() {
        return rankings.size();
    }

    /** {@return the score of each query, by query id} */
    public SortedMap<String, Double> scores(RankingMetric metric) {
        Require.nonNull(metric, "metric");
        SortedMap<String, Double> scores = new TreeMap<>();
        rankings.forEach((query, ranking) -> Optional.ofNullable(judgements.get(query))
                .ifPresent(judged -> scores.put(query, metric.score(ranking, judged))));
        return Collections.unmodifiableSortedMap(scores);
    }

    /** {@return the mean score of the queries; empty if there are none} */
    public OptionalDouble mean(RankingMetric metric) {
        double sum = 0;
        for (double score : scores(metric).values()) {
            sum += score;
        }
        return queries() == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / queries());
    }

    /**
     * {@return the geometric mean of the scores, which rewards the worst query most; empty if there are none}
     *
     * <p>A score below 0.00001 counts as that.
     */
    public OptionalDouble geometricMean(RankingMetric metric) {
        double sum = 0;
        for (double score : scores(metric).values()) {
            sum += Math.log(Math.max(score, LEAST));
        }
        return queries() == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.exp(sum / queries()));
    }

    /** Shows the number of queries. */
    @Override
    public String toString() {
        return "RankingEvaluation[" + queries() + " queries]";
    }
}
