package dev.llmops.eval.text;

/**
 * How much of an answer is in the reference, and how much of the reference is in the answer.
 *
 * @param precision the share of the answer that fits the reference
 * @param recall the share of the reference that the answer has
 * @param f their harmonic mean, 0 where both are 0
 */
public record PrecisionRecall(double precision, double recall, double f) {
    /** Where nothing fits. */
    public static final PrecisionRecall NONE = new PrecisionRecall(0, 0, 0);

    /** {@return both, with their harmonic mean} */
    public static PrecisionRecall of(double precision, double recall) {
        double sum = precision + recall;
        return new PrecisionRecall(precision, recall, sum > 0 ? 2 * precision * recall / sum : 0);
    }
}
