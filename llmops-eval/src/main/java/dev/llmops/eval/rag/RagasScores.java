package dev.llmops.eval.rag;

import dev.llmops.api.Require;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Scores from verdicts as Ragas computes them, small constants included.
 *
 * <p>Empty where Ragas answers NaN. (S. Es et al.: RAGAS, 2023; version of 2025-12.)
 */
public final class RagasScores {
    private static final double PRECISION_FLOOR = 1e-10;
    private static final double RECALL_FLOOR = 1e-8;

    private RagasScores() {}

    /** {@return the share of statements that the context supports; empty without statements} */
    public static OptionalDouble faithfulness(List<Boolean> supported) {
        return RagScores.share(supported);
    }

    /** {@return the share of statements of the reference that the context supports; empty without statements} */
    public static OptionalDouble contextRecall(List<Boolean> attributed) {
        return RagScores.share(attributed);
    }

    /**
     * {@return the mean of the similarities, or 0 if every question was answered evasively; empty without questions}
     *
     * @param similarities how close each generated question is to the one that was asked, as cosine
     * @param evasive whether the answer says nothing to that question
     */
    public static OptionalDouble answerRelevance(List<Double> similarities, List<Boolean> evasive) {
        return RagScores.answerRelevance(similarities, evasive);
    }

    /** {@return the mean precision at the ranks of useful passages; 0 without passages} */
    public static double contextPrecision(List<Boolean> useful) {
        double[] sums = RagScores.precisionSums(useful);
        return sums[0] / (sums[1] + PRECISION_FLOOR);
    }

    /**
     * {@return {@code factual} and {@code similarity}, weighted}
     *
     * @param factual the F measure of the statements, from {@link RagScores#fMeasure}
     * @param similarity how close answer and reference are, as cosine
     */
    public static double answerCorrectness(
            double factual, double similarity, double factualWeight, double otherWeight) {
        return RagScores.weighted(factual, similarity, factualWeight, otherWeight);
    }

    /** {@return how many distinct entities both lists name, per entry of the reference list, repeated ones included} */
    public static double entityRecall(List<String> reference, Collection<String> context) {
        Set<String> common = new HashSet<>(Require.nonNull(reference, "reference"));
        common.retainAll(new HashSet<>(Require.nonNull(context, "context")));
        return common.size() / (reference.size() + RECALL_FLOOR);
    }
}
