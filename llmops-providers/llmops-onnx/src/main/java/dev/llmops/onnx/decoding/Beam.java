package dev.llmops.onnx.decoding;

import java.util.Arrays;

/** A sequence of a beam search: its tokens after the prompt, and how likely they are. Immutable. */
public final class Beam {
    private final int parent;
    private final int[] tokens;
    private final double logprob;
    private final double score;

    private Beam(int parent, int[] tokens, double logprob, double score) {
        this.parent = parent;
        this.tokens = tokens;
        this.logprob = logprob;
        this.score = score;
    }

    static Beam root() {
        return new Beam(0, new int[0], 0, 0);
    }

    /** {@return this beam, as the {@code index}-th of its step, with one more token} */
    Beam with(int index, int token, double total) {
        int[] longer = Arrays.copyOf(tokens, tokens.length + 1);
        longer[tokens.length] = token;
        return new Beam(index, longer, total, 0);
    }

    Beam scored(double lengthPenalty) {
        double length = Math.max(1, tokens.length);
        return new Beam(parent, tokens, logprob, logprob / Math.pow(length, lengthPenalty));
    }

    /** {@return the index, in the step before, of the beam that this one goes on from} */
    public int parent() {
        return parent;
    }

    /** {@return the tokens after the prompt, an end token included} */
    public int[] tokens() {
        return tokens.clone();
    }

    /** {@return the newest token; only after the first step} */
    public int lastToken() {
        return tokens[tokens.length - 1];
    }

    /** {@return the sum of the log-probabilities of the tokens} */
    public double logprob() {
        return logprob;
    }

    /** {@return the log-probability after the length penalty; 0 while the beam lives} */
    public double score() {
        return score;
    }
}
