package dev.llmops.onnx.decoding;

import dev.llmops.api.Require;
import java.util.Arrays;

/**
 * How likely a model finds a given continuation, token by token.
 *
 * <p>Takes the logits from which each token of the continuation would have been chosen, unchanged. Logarithms are
 * natural. Not safe for concurrent use.
 */
public final class LogLikelihoods {
    private double[] logprobs = new double[16];
    private int size;
    private double sum;
    private boolean greedy = true;

    private LogLikelihoods() {}

    /** {@return the likelihood of a continuation without a token yet} */
    public static LogLikelihoods start() {
        return new LogLikelihoods();
    }

    /**
     * Adds the next token of the continuation.
     *
     * @param logits what the model gave for its place; not changed
     * @throws NoTokenLeftException if no logit is a number
     */
    public void add(float[] logits, int token) {
        Require.inRange(token, 0, logits.length - 1, "token");
        double logprob = LogSoftmax.of(logits).of(logits[token]);
        if (size == logprobs.length) {
            logprobs = Arrays.copyOf(logprobs, 2 * size);
        }
        logprobs[size++] = logprob;
        sum += logprob;
        greedy &= Likeliest.first(logits) == token;
    }

    /** {@return the log-probability of the continuation} */
    public double sum() {
        return sum;
    }

    /** {@return the log-probability of each token} */
    public double[] logprobs() {
        return Arrays.copyOf(logprobs, size);
    }

    /** {@return whether each token is the one that a greedy choice would have taken} */
    public boolean isGreedy() {
        return greedy;
    }

    /** {@return the exponential of the mean negative log-probability, at least 1; NaN without a token} */
    public double perplexity() {
        return size == 0 ? Double.NaN : Math.exp(-sum / size);
    }
}
