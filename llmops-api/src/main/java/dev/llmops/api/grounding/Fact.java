package dev.llmops.api.grounding;

import dev.llmops.api.Require;
import dev.llmops.api.Trust;

/**
 * One statement to rest an answer on that is not a stretch of a document: a row, a state, a setting.
 *
 * @param statement the statement, one sentence
 * @param source who says so, as a citation would name it
 * @param trust how far it may be believed
 */
public record Fact(String statement, String source, Trust trust) {
    /** Checks all components. */
    public Fact {
        Require.nonBlank(statement, "statement");
        Require.nonBlank(source, "source");
        Require.nonNull(trust, "trust");
    }

    /** Shows the source only. */
    @Override
    public String toString() {
        return "Fact[" + source + "]";
    }
}
