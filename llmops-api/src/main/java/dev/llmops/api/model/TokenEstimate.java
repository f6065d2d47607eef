package dev.llmops.api.model;

import dev.llmops.api.Require;

/** Guesses a number of tokens from the scripts of a text. */
final class TokenEstimate {
    /** Below this code point scripts are alphabetic, and tokens are several characters long. */
    private static final int FIRST_DENSE_CHARACTER = 0x0590;

    private TokenEstimate() {}

    static TokenCounter.Count of(CharSequence text) {
        Require.nonNull(text, "text");
        int dense = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= FIRST_DENSE_CHARACTER) {
                dense++;
            }
        }
        long alphabetic = (long) text.length() - dense;
        long tokens = dense + (alphabetic * 2 + 6) / 7;
        return new TokenCounter.Count((int) Math.min(tokens, Integer.MAX_VALUE), true);
    }
}
