package dev.llmops.eval.compare;

/** What a comparison shows of one metric. */
public enum Verdict {
    /** The candidate is better, beyond chance. */
    BETTER,
    /** The candidate is worse, beyond chance. */
    WORSE,
    /** Chance may explain the difference. That is not to say that both are equal. */
    NO_DIFFERENCE_SHOWN
}
