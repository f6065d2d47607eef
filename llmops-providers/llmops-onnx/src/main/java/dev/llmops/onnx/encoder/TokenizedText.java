package dev.llmops.onnx.encoder;

/** A text, or two, as tokens, special ones included. Immutable as long as nobody writes into its arrays. */
public final class TokenizedText {
    private final long[] ids;
    private final long[] types;
    private final String[] tokens;
    private final int[] words;
    private final int[] starts;
    private final int[] ends;

    TokenizedText(long[] ids, long[] types, String[] tokens, int[] words, int[] starts, int[] ends) {
        this.ids = ids;
        this.types = types;
        this.tokens = tokens;
        this.words = words;
        this.starts = starts;
        this.ends = ends;
    }

    /** {@return how many tokens there are} */
    public int length() {
        return ids.length;
    }

    /** {@return the id of a token} */
    public long id(int token) {
        return ids[token];
    }

    /** {@return which of two texts a token belongs to, as the model is told: 0 or 1} */
    long type(int token) {
        return types[token];
    }

    /** {@return a token as the vocabulary has it} */
    public String token(int token) {
        return tokens[token];
    }

    /** {@return which word of the text a token is part of; -1 for a special token} */
    public int word(int token) {
        return words[token];
    }

    /** {@return whether a token is no part of the text} */
    public boolean isSpecial(int token) {
        return words[token] < 0;
    }

    /** {@return where a token begins in the text, in UTF-16 units} */
    public int start(int token) {
        return starts[token];
    }

    /** {@return where a token ends in the text, exclusive, in UTF-16 units} */
    public int end(int token) {
        return ends[token];
    }

    /** {@return the tokens at {@code places}, in that order} */
    TokenizedText at(int[] places) {
        int count = places.length;
        long[] newIds = new long[count];
        long[] newTypes = new long[count];
        String[] newTokens = new String[count];
        int[] newWords = new int[count];
        int[] newStarts = new int[count];
        int[] newEnds = new int[count];
        for (int i = 0; i < count; i++) {
            newIds[i] = ids[places[i]];
            newTypes[i] = types[places[i]];
            newTokens[i] = tokens[places[i]];
            newWords[i] = words[places[i]];
            newStarts[i] = starts[places[i]];
            newEnds[i] = ends[places[i]];
        }
        return new TokenizedText(newIds, newTypes, newTokens, newWords, newStarts, newEnds);
    }
}
