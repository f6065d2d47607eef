package dev.llmops.api.model;

/** How far a request had come when it failed; what was sent may have been charged. */
public enum SendPhase {
    /** Nothing had been sent. */
    BEFORE_SEND,
    /** The request had been sent, and no answer had begun. */
    SENT,
    /** The answer had begun. */
    STARTED
}
