package dev.llmops.onnx.decoding;

/**
 * The logarithm of the softmax of logits; what is no number counts as impossible.
 *
 * <p>The largest logit is taken off before anything is raised to a power, so that nothing overflows, and kept apart from
 * the logarithm of the sum, so that nothing is lost beside large logits.
 */
final class LogSoftmax {
    private final float max;
    private final double logSum;

    private LogSoftmax(float max, double logSum) {
        this.max = max;
        this.logSum = logSum;
    }

    static LogSoftmax of(float[] logits) {
        float max = max(logits);
        if (max == Float.NEGATIVE_INFINITY) {
            throw new NoTokenLeftException("The model gave no logit that is a number. Check the model's files.");
        }
        double sum = 0;
        for (float logit : logits) {
            sum += logit == max ? 1 : Exponential.of((double) logit - max);
        }
        return new LogSoftmax(max, Math.log(sum));
    }

    /** {@return the log-probability that belongs to a logit, at most 0} */
    double of(float logit) {
        return logit == max ? -logSum : Math.min(0, (double) logit - max - logSum);
    }

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
}
