package dev.llmops.api.embedding;

import dev.llmops.api.Require;
import java.util.BitSet;
import java.util.List;

/**
 * A text as the tokens of a model, with a vector each.
 *
 * <p>Tokens that are no part of the text, such as those for its beginning and end, are there too and marked as special.
 * Immutable, but for the vectors, which belong to the receiver.
 */
public final class TokenEmbeddings {
    private final List<String> tokens;
    private final float[][] vectors;
    private final BitSet special;

    private TokenEmbeddings(List<String> tokens, float[][] vectors, BitSet special) {
        this.tokens = tokens;
        this.vectors = vectors;
        this.special = special;
    }

    /**
     * {@return tokens with their vectors}
     *
     * @param tokens the tokens, as the vocabulary has them
     * @param vectors one for each token, all of the same length; not copied
     * @param special the places of the tokens that are no part of the text
     */
    public static TokenEmbeddings of(List<String> tokens, float[][] vectors, BitSet special) {
        List<String> copy = List.copyOf(Require.nonNull(tokens, "tokens"));
        Require.that(vectors.length == copy.size(), "vectors", "vectors must be as many as tokens");
        for (float[] vector : vectors) {
            Require.that(vector.length == vectors[0].length, "vectors", "vectors must all have the same length");
        }
        return new TokenEmbeddings(copy, vectors, (BitSet) special.clone());
    }

    /** {@return the tokens, as the vocabulary has them} */
    public List<String> tokens() {
        return tokens;
    }

    /** {@return how many tokens there are} */
    public int size() {
        return tokens.size();
    }

    /** {@return whether a token is no part of the text} */
    public boolean isSpecial(int token) {
        return special.get(token);
    }

    /** {@return the vector of a token} */
    public float[] vector(int token) {
        return vectors[token];
    }

    /** Shows counts only. */
    @Override
    public String toString() {
        return "TokenEmbeddings[" + tokens.size() + " tokens]";
    }
}
