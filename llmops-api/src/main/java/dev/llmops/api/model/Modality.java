package dev.llmops.api.model;

/** A form in which something is said. */
public enum Modality {
    /** Text. */
    TEXT,
    /** Still pictures. */
    IMAGE,
    /** Sound. */
    AUDIO,
    /** Moving pictures. */
    VIDEO,
    /** Documents such as PDF, read by the provider. */
    FILE
}
