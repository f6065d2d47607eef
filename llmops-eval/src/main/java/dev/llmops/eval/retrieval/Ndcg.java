package dev.llmops.eval.retrieval;

import dev.llmops.api.Require;
import java.util.List;

/**
 * Normalised discounted cumulative gain: what a ranking gains, as a share of the best possible.
 *
 * <p>A document at rank <i>r</i>, from 1, gains what its grade is worth divided by
 * log₂(<i>r</i> + 1). The best possible ranking has all judged documents, best grade first, and is
 * cut where the ranking is. The level from which documents are relevant plays no part.
 *
 * <p>With linear gain and ties in order of ids, which is the default, this is {@code ndcg} and
 * {@code ndcg_cut} of trec_eval; with averaged ties it is {@code ndcg_score} of scikit-learn. (K.
 * Järvelin, J. Kekäläinen: Cumulated gain-based evaluation of IR techniques, TOIS 20(4), 2002; F.
 * McSherry, M. Najork: Computing information retrieval performance measures efficiently in the
 * presence of tied scores, ECIR 2008.)
 */
public final class Ndcg implements RankingMetric {
    private static final double LN_2 = Math.log(2);

    private final int cutoff;
    private final Gain gain;
    private final Ties ties;

    private Ndcg(int cutoff, Gain gain, Ties ties) {
        this.cutoff = cutoff;
        this.gain = gain;
        this.ties = ties;
    }

    /** {@return nDCG of the whole ranking, as trec_eval computes it} */
    public static Ndcg standard() {
        return new Ndcg(Integer.MAX_VALUE, Gain.LINEAR, Ties.BY_ID);
    }

    /** {@return this metric of the first {@code rank} documents} */
    public Ndcg at(int rank) {
        return new Ndcg(Require.inRange(rank, 1, Integer.MAX_VALUE, "rank"), gain, ties);
    }

    /** {@return this metric with another worth of grades} */
    public Ndcg gain(Gain choice) {
        return new Ndcg(cutoff, Require.nonNull(choice, "choice"), ties);
    }

    /** {@return this metric with another way to treat equal scores} */
    public Ndcg ties(Ties choice) {
        return new Ndcg(cutoff, gain, Require.nonNull(choice, "choice"));
    }

    @Override
    public String name() {
        StringBuilder name = new StringBuilder(cutoff == Integer.MAX_VALUE ? "ndcg" : "ndcg_cut_" + cutoff);
        if (gain != Gain.LINEAR) {
            name.append("|gain:exponential");
        }
        if (ties != Ties.BY_ID) {
            name.append("|ties:averaged");
        }
        return name.toString();
    }

    @Override
    public double score(Ranking ranking, Judgements judgements) {
        double ideal = idealGain(judgements);
        return ideal == 0 ? 0 : discountedGain(ranking, judgements) / ideal;
    }

    /** {@return what the ranking gains, not normalised} */
    public double discountedGain(Ranking ranking, Judgements judgements) {
        List<Ranking.Entry> entries = ranking.entries();
        double sum = 0;
        for (int start = 0; start < entries.size() && start < cutoff; ) {
            int end = ties == Ties.AVERAGED ? endOfTies(entries, start) : start + 1;
            double gains = 0;
            double discounts = 0;
            for (int i = start; i < end; i++) {
                gains += gain.of(judgements.gain(entries.get(i).id()));
                discounts += i < cutoff ? discount(i) : 0;
            }
            sum += gains / (end - start) * discounts;
            start = end;
        }
        return sum;
    }

    private double idealGain(Judgements judgements) {
        int[] grades = judgements.idealGrades();
        double sum = 0;
        for (int i = 0; i < grades.length && i < cutoff; i++) {
            sum += gain.of(grades[i]) * discount(i);
        }
        return sum;
    }

    static double discount(int index) {
        return LN_2 / Math.log(index + 2.0);
    }

    private static int endOfTies(List<Ranking.Entry> entries, int start) {
        int end = start + 1;
        while (end < entries.size()
                && entries.get(end).score() == entries.get(start).score()) {
            end++;
        }
        return end;
    }

    /** What a grade is worth. */
    public enum Gain {
        /** The grade itself. */
        LINEAR,
        /** Two to the power of the grade, less one: high grades count much more. */
        EXPONENTIAL;

        double of(int grade) {
            return this == LINEAR ? grade : Math.pow(2, grade) - 1;
        }
    }

    /** How documents with equal scores are treated. */
    public enum Ties {
        /** They stand in the order of the ranking. */
        BY_ID,
        /** Each of them gains the mean of what it would in every order. */
        AVERAGED
    }
}
