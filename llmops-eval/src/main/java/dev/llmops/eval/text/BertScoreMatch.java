package dev.llmops.eval.text;

import java.util.Arrays;

/**
 * The arithmetic of BERTScore: every token of one text finds the most similar one of the other.
 *
 * <p>Vectors of tokens and a weight for each; special tokens weigh 0 but may be found. The original computes in batches
 * whose shorter texts are padded with similarities of 0, so that there a token whose best similarity is negative gets 0
 * in some batches. Here nothing is padded.
 */
public final class BertScoreMatch {
    private BertScoreMatch() {}

    /**
     * {@return precision over the answer's tokens, recall over the reference's; 0 where all tokens of a side weigh 0}
     *
     * @param answer a row per token, all of the same length
     * @param answerWeights what each token of the answer weighs, not negative
     * @param reference a row per token
     * @param referenceWeights what each token of the reference weighs
     */
    public static PrecisionRecall of(
            float[][] answer, double[] answerWeights, float[][] reference, double[] referenceWeights) {
        double answerWeight = sum(answerWeights);
        double referenceWeight = sum(referenceWeights);
        if (answerWeight == 0 || referenceWeight == 0) {
            return PrecisionRecall.NONE;
        }
        double[] answerNorms = norms(answer);
        double[] referenceNorms = norms(reference);
        double[] rowBest = worst(answer.length);
        double[] columnBest = worst(reference.length);
        for (int i = 0; i < answer.length; i++) {
            for (int j = 0; j < reference.length; j++) {
                double cosine = dot(answer[i], reference[j]) / (answerNorms[i] * referenceNorms[j]);
                rowBest[i] = Math.max(rowBest[i], cosine);
                columnBest[j] = Math.max(columnBest[j], cosine);
            }
        }
        return withF(dot(rowBest, answerWeights) / answerWeight, dot(columnBest, referenceWeights) / referenceWeight);
    }

    /** {@return {@code score} on a scale where {@code baseline} is 0 and 1 stays 1: (x − b) / (1 − b) for all three} */
    public static PrecisionRecall rescale(PrecisionRecall score, PrecisionRecall baseline) {
        return new PrecisionRecall(
                (score.precision() - baseline.precision()) / (1 - baseline.precision()),
                (score.recall() - baseline.recall()) / (1 - baseline.recall()),
                (score.f() - baseline.f()) / (1 - baseline.f()));
    }

    private static PrecisionRecall withF(double precision, double recall) {
        // Unlike shares, means of cosines may be negative, and F is then what the formula says.
        double f = 2 * precision * recall / (precision + recall);
        return new PrecisionRecall(precision, recall, Double.isNaN(f) ? 0 : f);
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    private static double[] worst(int length) {
        double[] worst = new double[length];
        Arrays.fill(worst, Double.NEGATIVE_INFINITY);
        return worst;
    }

    private static double[] norms(float[][] rows) {
        double[] norms = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            norms[i] = Math.sqrt(dot(rows[i], rows[i]));
        }
        return norms;
    }

    private static double dot(float[] first, float[] second) {
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += (double) first[i] * second[i];
        }
        return sum;
    }

    private static double dot(double[] first, double[] second) {
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += first[i] * second[i];
        }
        return sum;
    }
}
