package dev.llmops.onnx.decoding;

/**
 * A chosen token and, if asked for, how likely it and others were.
 *
 * <p>Log-probabilities are natural logarithms, at most 0, of the softmax over the logits as the model gave them:
 * before bias, penalties, constraint and temperature. Immutable.
 */
public final class Choice {
    private static final int[] NO_TOKENS = {};
    private static final double[] NO_LOGPROBS = {};

    private final int token;
    private final double logprob;
    private final int[] alternatives;
    private final double[] alternativeLogprobs;

    private Choice(int token, double logprob, int[] alternatives, double[] alternativeLogprobs) {
        this.token = token;
        this.logprob = logprob;
        this.alternatives = alternatives;
        this.alternativeLogprobs = alternativeLogprobs;
    }

    /** {@return a token about whose likelihood nothing is known: nobody asked, or nothing else was possible} */
    public static Choice of(int token) {
        return new Choice(token, Double.NaN, NO_TOKENS, NO_LOGPROBS);
    }

    static Choice of(int token, double logprob, int[] alternatives, double[] alternativeLogprobs) {
        return new Choice(token, logprob, alternatives, alternativeLogprobs);
    }

    /** {@return the token} */
    public int token() {
        return token;
    }

    /** {@return the log-probability of the token; NaN if not asked for} */
    public double logprob() {
        return logprob;
    }

    /** {@return how many of the likeliest tokens are told} */
    public int alternatives() {
        return alternatives.length;
    }

    /** {@return the likeliest token but {@code rank}, from 0; the chosen one may be among them} */
    public int alternative(int rank) {
        return alternatives[rank];
    }

    /** {@return the log-probability of {@link #alternative}} */
    public double alternativeLogprob(int rank) {
        return alternativeLogprobs[rank];
    }
}
