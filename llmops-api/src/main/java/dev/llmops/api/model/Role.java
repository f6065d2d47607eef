package dev.llmops.api.model;

/** Who speaks in a message. */
public enum Role {
    /** The application. */
    SYSTEM,
    /** The user. */
    USER,
    /** The model. */
    ASSISTANT,
    /** A tool that the model called. */
    TOOL
}
