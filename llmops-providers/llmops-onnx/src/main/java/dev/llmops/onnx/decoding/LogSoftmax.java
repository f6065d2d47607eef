package dev.llmops.onnx.decoding;

/** The logarithm of the softmax of logits; what is no number counts as impossible. */
final class LogSoftmax {
    private LogSoftmax() {}

    /** {@return the largest of {@code logits}; negative infinity if none is a number} */
    static float max(float[] logits) {
        float max = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
            if (logit > max) {
                max = logit;
            }
        }
        return max;
    }

    /**
     * {@return what is taken off a logit to get its log-probability} The largest logit is taken off before anything is
     * raised to a power, so that nothing overflows.
     */
    static double normalizer(float[] logits) {
        float max = max(logits);
        if (max == Float.NEGATIVE_INFINITY) {
            throw new NoTokenLeftException("The model gave no logit that is a number. Check the model's files.");
        }
        double sum = 0;
        for (float logit : logits) {
            if (logit == logit) {
                sum += Math.exp((double) logit - max);
            }
        }
        return max + Math.log(sum);
    }
}
