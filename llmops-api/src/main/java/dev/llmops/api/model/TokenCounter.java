package dev.llmops.api.model;

import dev.llmops.api.Require;

/**
 * Counts the tokens of a text as a model would.
 *
 * <p>Safe for concurrent use.
 */
@FunctionalInterface
public interface TokenCounter {
    /** {@return how many tokens {@code text} has} */
    Count count(CharSequence text);

    /**
     * {@return a counter that needs no vocabulary and rather counts too many than too few}
     *
     * <p>It takes a token for every three and a half characters of alphabetic script and for every
     * character of other scripts, which for English prose is about a tenth above common vocabularies.
     */
    static TokenCounter estimating() {
        return TokenEstimate::of;
    }

    /**
     * A number of tokens.
     *
     * @param tokens how many
     * @param estimated whether the number may be wrong
     */
    record Count(int tokens, boolean estimated) {
        /** Checks the number. */
        public Count {
            Require.inRange(tokens, 0, Integer.MAX_VALUE, "tokens");
        }
    }
}
