package dev.llmops.api.model;

import dev.llmops.api.Require;
import java.util.List;

/**
 * How likely a token of the answer was.
 *
 * @param token the token's text
 * @param logprob the natural logarithm of its probability, at most 0; may be negative infinity
 * @param alternatives other tokens at the same place, likeliest first; themselves without alternatives
 */
public record TokenLogprob(String token, double logprob, List<TokenLogprob> alternatives) {
    /** Checks and copies all components. */
    public TokenLogprob {
        Require.nonNull(token, "token");
        alternatives = List.copyOf(Require.nonNull(alternatives, "alternatives"));
    }

    /** Shows the number only. */
    @Override
    public String toString() {
        return "TokenLogprob[" + logprob + "]";
    }
}
