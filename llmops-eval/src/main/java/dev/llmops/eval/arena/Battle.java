package dev.llmops.eval.arena;

import dev.llmops.api.Require;

/**
 * Two systems that answered the same, and which answer was preferred.
 *
 * @param first the name of a system
 * @param second the name of another
 * @param outcome who won
 */
public record Battle(String first, String second, Outcome outcome) {
    /** Checks that there are two systems. */
    public Battle {
        Require.nonBlank(first, "first");
        Require.nonBlank(second, "second");
        Require.nonNull(outcome, "outcome");
        Require.that(!first.equals(second), "second", "a battle needs two systems, both were \"" + first + "\"");
    }
}
