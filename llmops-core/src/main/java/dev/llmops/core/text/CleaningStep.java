package dev.llmops.core.text;

/** One step of cleaning. Linear, total, idempotent, and safe for concurrent use. */
@FunctionalInterface
interface CleaningStep {
    /** {@return {@code text} after this step; unchanged as the same instance with the identity map} */
    CleanText apply(String text, CleaningTally tally);
}
