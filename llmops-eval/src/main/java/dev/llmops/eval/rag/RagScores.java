package dev.llmops.eval.rag;

import dev.llmops.api.Require;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Scores from verdicts, in the project's own convention: an exact quotient, or nothing if there is nothing to count.
 *
 * <p>What the verdicts mean is up to the metric that collects them. {@link RagasScores} and {@link DeepEvalScores}
 * compute what the tools of those names do.
 */
public final class RagScores {
    private RagScores() {}

    /** {@return the share of {@code verdicts} that are true; empty if there are none} */
    public static OptionalDouble share(List<Boolean> verdicts) {
        long yes = Require.nonNull(verdicts, "verdicts").stream()
                .filter(verdict -> verdict)
                .count();
        return verdicts.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of((double) yes / verdicts.size());
    }

    /**
     * {@return the mean of {@code similarities}, or 0 if the answer is evasive to every question; empty without any}
     *
     * @param similarities how close each question that the answer would fit is to the one that was asked, as cosine
     * @param evasive whether the answer says nothing to that question; as many as similarities
     */
    public static OptionalDouble answerRelevance(List<Double> similarities, List<Boolean> evasive) {
        Require.that(
                Require.nonNull(similarities, "similarities").size()
                        == Require.nonNull(evasive, "evasive").size(),
                "evasive",
                "there must be as many entries of evasive as similarities");
        if (similarities.isEmpty()) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        for (double similarity : similarities) {
            sum += similarity;
        }
        return OptionalDouble.of(evasive.contains(false) ? sum / similarities.size() : 0);
    }

    /** {@return the mean precision at the ranks of useful passages, 0 if none is useful; empty without passages} */
    public static OptionalDouble contextPrecision(List<Boolean> useful) {
        double[] sums = precisionSums(useful);
        if (useful.isEmpty()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(sums[1] == 0 ? 0 : sums[0] / sums[1]);
    }

    /** {@return the sum of the precisions at useful ranks, and how many ranks are useful} */
    static double[] precisionSums(List<Boolean> useful) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < Require.nonNull(useful, "useful").size(); i++) {
            if (useful.get(i)) {
                count++;
                sum += (double) count / (i + 1);
            }
        }
        return new double[] {sum, count};
    }

    /**
     * {@return how well answer and reference state the same, as F measure}
     *
     * @param right how many statements of the answer the reference supports
     * @param wrong how many it does not
     * @param missing how many statements of the reference the answer lacks
     * @param beta how much more recall counts than precision, above 0 and at most 1000
     */
    public static double fMeasure(int right, int wrong, int missing, double beta) {
        Require.that(beta > 0 && beta <= 1000, "beta", "beta must be above 0 and at most 1000, was " + beta);
        double precision = right + wrong == 0 ? 0 : (double) right / (right + wrong);
        double recall = right + missing == 0 ? 0 : (double) right / (right + missing);
        double square = beta * beta;
        return right == 0 ? 0 : (1 + square) * precision * recall / (square * precision + recall);
    }

    /** {@return the mean of both values, weighted} */
    static double weighted(double one, double other, double weight, double otherWeight) {
        Require.that(weight >= 0 && otherWeight >= 0, "weight", "weights must not be negative");
        Require.that(weight + otherWeight > 0, "weight", "one of the weights must be above 0");
        return (weight * one + otherWeight * other) / (weight + otherWeight);
    }

    /** {@return the share of the distinct entities of the reference that the context names; empty if it has none} */
    public static OptionalDouble entityRecall(List<String> reference, List<String> context) {
        Set<String> wanted = new HashSet<>(Require.nonNull(reference, "reference"));
        Set<String> found = new HashSet<>(wanted);
        found.retainAll(new HashSet<>(Require.nonNull(context, "context")));
        return wanted.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of((double) found.size() / wanted.size());
    }

    /** {@return the cosine of the angle between both vectors; empty if one of them has no direction} */
    public static OptionalDouble cosine(float[] one, float[] other) {
        double[] left = new double[one.length];
        double[] right = new double[other.length];
        for (int i = 0; i < left.length; i++) {
            left[i] = one[i];
        }
        for (int i = 0; i < right.length; i++) {
            right[i] = other[i];
        }
        return cosine(left, right);
    }

    /** {@return the cosine of the angle between both vectors; empty if one of them has no direction} */
    public static OptionalDouble cosine(double[] one, double[] other) {
        Require.that(one.length == other.length, "other", "both vectors must have the same length");
        double product = 0;
        double squares = 0;
        double otherSquares = 0;
        for (int i = 0; i < one.length; i++) {
            product += one[i] * other[i];
            squares += one[i] * one[i];
            otherSquares += other[i] * other[i];
        }
        double lengths = Math.sqrt(squares) * Math.sqrt(otherSquares);
        return lengths > 0 && Double.isFinite(lengths) ? OptionalDouble.of(product / lengths) : OptionalDouble.empty();
    }
}
