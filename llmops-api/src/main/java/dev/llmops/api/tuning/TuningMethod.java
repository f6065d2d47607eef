package dev.llmops.api.tuning;

/** What a model learns from. */
public enum TuningMethod {
    /** Conversations, whose answers it learns. */
    SUPERVISED,
    /** Pairs of answers, of which it learns to prefer one. */
    PREFERENCE
}
