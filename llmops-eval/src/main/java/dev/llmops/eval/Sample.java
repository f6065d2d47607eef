package dev.llmops.eval;

import dev.llmops.api.Require;

/**
 * An item and what came for it: all that a metric may look at.
 *
 * @param item what was asked
 * @param output what came
 */
public record Sample(Item item, Output output) {
    /** Checks both components. */
    public Sample {
        Require.nonNull(item, "item");
        Require.nonNull(output, "output");
    }

    /** {@return a sample of texts alone, for trying a metric out} */
    public static Sample of(String input, String output, String... references) {
        return new Sample(Item.of("1", input, references), Output.of(output));
    }
}
