package dev.llmops.api.text;

import dev.llmops.api.Require;

/**
 * One class that a classifier gave to a text.
 *
 * @param name the name of the class
 * @param score how sure the classifier is, in [0, 1]
 */
public record TextLabel(String name, double score) {
    /** Checks both components. */
    public TextLabel {
        Require.nonBlank(name, "name");
        Require.inRange(score, 0, 1, "score");
    }
}
