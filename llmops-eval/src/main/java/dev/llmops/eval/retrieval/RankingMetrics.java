package dev.llmops.eval.retrieval;

import dev.llmops.api.Require;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleBiFunction;

/**
 * The metrics of rankings, defined as in trec_eval 10.
 *
 * <p>In what follows <i>R</i> is the number of relevant documents, ranks count from 1, and P(<i>r</i>) is
 * the share of relevant documents among the first <i>r</i>. What was not judged is not relevant. With
 * no relevant documents every metric is 0.
 *
 * <pre>{@code
 * Ranking ranking = Ranking.of(List.of("d3", "d1", "d7"));
 * Judgements judgements = Judgements.relevant(Set.of("d1", "d2"));
 * RankingMetrics.reciprocalRank().score(ranking, judgements);   // 0.5
 * RankingMetrics.recall(3).score(ranking, judgements);          // 0.5
 * }</pre>
 */
public final class RankingMetrics {
    private RankingMetrics() {}

    /** {@return P({@code rank}); what is missing because fewer were returned counts as not relevant} */
    public static RankingMetric precision(int rank) {
        checkRank(rank);
        return metric(
                "P_" + rank, (ranking, judgements) -> (double) relevantIn(ranking.first(rank), judgements) / rank);
    }

    /** {@return the share of the relevant documents that are among the first {@code rank}} */
    public static RankingMetric recall(int rank) {
        checkRank(rank);
        return metric(
                "recall_" + rank,
                (ranking, judgements) ->
                        share(relevantIn(ranking.first(rank), judgements), judgements.relevantCount()));
    }

    /** {@return 1 if there is a relevant document among the first {@code rank}, else 0; also called hit rate} */
    public static RankingMetric success(int rank) {
        checkRank(rank);
        return metric(
                "success_" + rank, (ranking, judgements) -> relevantIn(ranking.first(rank), judgements) > 0 ? 1 : 0);
    }

    /** {@return one divided by the rank of the first relevant document, 0 if there is none} */
    public static RankingMetric reciprocalRank() {
        return metric("recip_rank", RankingMetrics::reciprocalRankOf);
    }

    /** {@return the same of the first {@code rank} documents: 0 if the first relevant one comes later} */
    public static RankingMetric reciprocalRank(int rank) {
        checkRank(rank);
        return metric(
                "recip_rank_cut_" + rank, (ranking, judgements) -> reciprocalRankOf(ranking.first(rank), judgements));
    }

    /** {@return the sum of P(<i>r</i>) over the ranks of relevant documents, divided by <i>R</i>} */
    public static RankingMetric averagePrecision() {
        return metric("map", RankingMetrics::averagePrecisionOf);
    }

    /** {@return the same sum over the first {@code rank} documents, still divided by <i>R</i>} */
    public static RankingMetric averagePrecision(int rank) {
        checkRank(rank);
        return metric("map_cut_" + rank, (ranking, judgements) -> averagePrecisionOf(ranking.first(rank), judgements));
    }

    /** {@return P(<i>R</i>)} */
    public static RankingMetric rPrecision() {
        return metric("Rprec", (ranking, judgements) -> {
            int relevant = judgements.relevantCount();
            return share(relevantIn(ranking.first(relevant), judgements), relevant);
        });
    }

    /** {@return nDCG of the whole ranking, with linear gain; see {@link Ndcg} for others} */
    public static RankingMetric ndcg() {
        return Ndcg.standard();
    }

    /** {@return nDCG of the first {@code rank} documents, with linear gain; see {@link Ndcg} for others} */
    public static RankingMetric ndcg(int rank) {
        return Ndcg.standard().at(rank);
    }

    /**
     * {@return how seldom documents judged not relevant stand above relevant ones}
     *
     * <p>A relevant document counts 1, less min(<i>n</i>, <i>R</i>) / min(<i>N</i>, <i>R</i>) where <i>n</i>
     * documents judged not relevant stand above it and <i>N</i> were judged so at all; the sum is divided
     * by <i>R</i>. What nobody judged plays no part. (C. Buckley, E. Voorhees: Retrieval evaluation with
     * incomplete information, SIGIR 2004.)
     */
    public static RankingMetric bpref() {
        return metric("bpref", RankingMetrics::bprefOf);
    }

    /**
     * {@return the highest precision from the rank on at which {@code recall} is reached, 0 if it is not}
     *
     * @param recall the share of the relevant documents, in [0, 1]
     */
    public static RankingMetric interpolatedPrecision(double recall) {
        Require.inRange(recall, 0, 1, "recall");
        return metric(
                String.format(Locale.ROOT, "iprec_at_recall_%.2f", recall),
                (ranking, judgements) -> interpolatedPrecisionOf(ranking, judgements, recall));
    }

    /** {@return the mean of {@link #interpolatedPrecision} at recall 0, 0.1 and so on to 1} */
    public static RankingMetric elevenPointAverage() {
        return metric("11pt_avg", (ranking, judgements) -> {
            double sum = 0;
            for (int tenth = 0; tenth <= 10; tenth++) {
                sum += interpolatedPrecisionOf(ranking, judgements, tenth / 10.0);
            }
            return sum / 11;
        });
    }

    /** {@return the share of relevant documents in the whole ranking} */
    public static RankingMetric setPrecision() {
        return metric("set_P", (ranking, judgements) -> share(relevantIn(ranking, judgements), ranking.size()));
    }

    /** {@return the share of the relevant documents that were returned at all} */
    public static RankingMetric setRecall() {
        return metric(
                "set_recall",
                (ranking, judgements) -> share(relevantIn(ranking, judgements), judgements.relevantCount()));
    }

    /** {@return the harmonic mean of {@link #setPrecision} and {@link #setRecall}} */
    public static RankingMetric setF() {
        return metric("set_F", (ranking, judgements) -> {
            int both = ranking.size() + judgements.relevantCount();
            return share(2 * relevantIn(ranking, judgements), both);
        });
    }

    /**
     * {@return what a reader gains who goes on to the next document with probability {@code persistence}}
     *
     * <p>(1 − <i>p</i>) times the sum of gain · <i>p</i><sup>rank − 1</sup>, where the gain is the grade divided by
     * the best grade of the query. (A. Moffat, J. Zobel: Rank-biased precision for measurement of
     * retrieval effectiveness, TOIS 27(1), 2008.)
     *
     * @param persistence in [0, 1); trec_eval has 0.9
     */
    public static RankingMetric rankBiasedPrecision(double persistence) {
        Require.inRange(persistence, 0, Math.nextDown(1.0), "persistence");
        String name = persistence == 0.9 ? "rbp" : "rbp|p:" + persistence;
        return metric(name, (ranking, judgements) -> rankBiasedPrecisionOf(ranking, judgements, persistence));
    }

    /**
     * {@return the mean of nDCG at several ranks: where in the best possible ranking each grade ends, and
     * where the ranking itself does}
     *
     * <p>As in trec_eval the last one counts only for a ranking that goes on for at least two documents
     * beyond the number of documents with a positive grade.
     */
    public static RankingMetric rNdcg() {
        return metric("Rndcg", RankingMetrics::rNdcgOf);
    }

    private static double reciprocalRankOf(Ranking ranking, Judgements judgements) {
        List<String> ids = ranking.ids();
        for (int i = 0; i < ids.size(); i++) {
            if (judgements.isRelevant(ids.get(i))) {
                return 1.0 / (i + 1);
            }
        }
        return 0;
    }

    private static double averagePrecisionOf(Ranking ranking, Judgements judgements) {
        int relevant = 0;
        int rank = 0;
        double sum = 0;
        for (String id : ranking.ids()) {
            rank++;
            if (judgements.isRelevant(id)) {
                relevant++;
                sum += (double) relevant / rank;
            }
        }
        return relevant == 0 ? 0 : sum / judgements.relevantCount();
    }

    private static double bprefOf(Ranking ranking, Judgements judgements) {
        int relevant = judgements.relevantCount();
        int bound = Math.min(judgements.irrelevantCount(), relevant);
        int above = 0;
        double sum = 0;
        for (String id : ranking.ids()) {
            if (judgements.isRelevant(id)) {
                sum += above == 0 ? 1 : 1 - (double) Math.min(above, relevant) / bound;
            } else if (judgements.isJudged(id)) {
                above++;
            }
        }
        return relevant == 0 ? 0 : sum / relevant;
    }

    private static double interpolatedPrecisionOf(Ranking ranking, Judgements judgements, double recall) {
        long wanted = Math.round(recall * judgements.relevantCount());
        int relevant = 0;
        int rank = 0;
        double highest = 0;
        for (String id : ranking.ids()) {
            rank++;
            if (judgements.isRelevant(id)) {
                relevant++;
                // Between relevant documents precision only falls, so it is highest at one of them.
                if (relevant >= wanted) {
                    highest = Math.max(highest, (double) relevant / rank);
                }
            }
        }
        return highest;
    }

    private static double rankBiasedPrecisionOf(Ranking ranking, Judgements judgements, double persistence) {
        int[] grades = judgements.idealGrades();
        double best = grades.length == 0 ? 1 : grades[0];
        double weight = 1 - persistence;
        double sum = 0;
        for (String id : ranking.ids()) {
            sum += weight * judgements.gain(id) / best;
            weight *= persistence;
        }
        return sum;
    }

    private static double rNdcgOf(Ranking ranking, Judgements judgements) {
        int[] grades = judgements.idealGrades();
        if (judgements.relevantCount() == 0) {
            return 0;
        }
        boolean goesOn = ranking.size() > grades.length + 1;
        double sum = goesOn ? Ndcg.standard().score(ranking, judgements) : 0;
        int points = goesOn ? 1 : 0;
        for (int i = 1; i <= grades.length; i++) {
            if (i == grades.length || grades[i] != grades[i - 1]) {
                sum += Ndcg.standard().at(i).score(ranking, judgements);
                points++;
            }
        }
        return sum / points;
    }

    private static int relevantIn(Ranking ranking, Judgements judgements) {
        return (int) ranking.ids().stream().filter(judgements::isRelevant).count();
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private static void checkRank(int rank) {
        Require.inRange(rank, 1, Integer.MAX_VALUE, "rank");
    }

    private static RankingMetric metric(String name, ToDoubleBiFunction<Ranking, Judgements> formula) {
        return new Named(name, formula);
    }

    /** A metric made of its formula. */
    private record Named(String name, ToDoubleBiFunction<Ranking, Judgements> formula) implements RankingMetric {
        @Override
        public double score(Ranking ranking, Judgements judgements) {
            return formula.applyAsDouble(
                    Require.nonNull(ranking, "ranking"), Require.nonNull(judgements, "judgements"));
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
