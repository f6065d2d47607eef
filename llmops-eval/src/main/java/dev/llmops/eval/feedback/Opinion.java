package dev.llmops.eval.feedback;

/** What a user makes of an answer. */
public enum Opinion {
    /** The answer was good enough. */
    LIKED,
    /** It was not. */
    DISLIKED,
    /** Users said or did something, which says neither or both. */
    UNDECIDED
}
