package dev.llmops.api.model;

import dev.llmops.api.Require;

/**
 * How much a model shall think before it answers.
 *
 * @param effort how much, in the provider's own measure
 * @param budgetTokens how many tokens at most; 0 leaves it to the effort
 * @param visible whether the thoughts, or a summary of them, shall be part of the response
 */
public record ReasoningOptions(Effort effort, int budgetTokens, boolean visible) {
    /** Checks all components. */
    public ReasoningOptions {
        Require.nonNull(effort, "effort");
        Require.inRange(budgetTokens, 0, Integer.MAX_VALUE, "budgetTokens");
    }

    /** {@return options of the given effort, thoughts not shown} */
    public static ReasoningOptions of(Effort effort) {
        return new ReasoningOptions(effort, 0, false);
    }

    /** How much thinking, least first. A provider with fewer steps takes the nearest one. */
    public enum Effort {
        /** None at all, where the model can be told so. */
        NONE,
        /** As little as possible. */
        MINIMAL,
        /** Little. */
        LOW,
        /** Middling. */
        MEDIUM,
        /** Much. */
        HIGH,
        /** As much as possible. */
        MAX
    }
}
