package dev.llmops.onnx;

import java.util.List;

/**
 * A text as tokens with a vector each; tokens that are no part of the text are left out.
 *
 * <p>Immutable, but for the vectors, which belong to the receiver.
 */
public final class TokenVectors {
    private final List<String> tokens;
    private final int[] starts;
    private final int[] ends;
    private final float[][] vectors;

    TokenVectors(List<String> tokens, int[] starts, int[] ends, float[][] vectors) {
        this.tokens = List.copyOf(tokens);
        this.starts = starts;
        this.ends = ends;
        this.vectors = vectors;
    }

    /** {@return the tokens, as the vocabulary has them} */
    public List<String> tokens() {
        return tokens;
    }

    /** {@return how many tokens there are} */
    public int size() {
        return tokens.size();
    }

    /** {@return where a token begins in the text, in UTF-16 units} */
    public int start(int token) {
        return starts[token];
    }

    /** {@return where a token ends in the text, exclusive, in UTF-16 units} */
    public int end(int token) {
        return ends[token];
    }

    /** {@return the vector of a token} */
    public float[] vector(int token) {
        return vectors[token];
    }

    /** Shows counts only. */
    @Override
    public String toString() {
        return "TokenVectors[" + tokens.size() + " tokens]";
    }
}
