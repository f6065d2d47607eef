package dev.llmops.api.safety;

/** How good the reason for a finding is, weakest first. */
public enum Tier {
    /** A shape that many harmless texts have. */
    WEAK,
    /** A shape that counts only with the right words around it. */
    CONTEXTUAL,
    /** A shape that rarely occurs by chance. */
    STRONG,
    /** Proven by a checksum or a complete check. */
    VALIDATED
}
