package dev.llmops.api;

/** Whether text given to a component stays in this process and on this machine. */
public enum Locality {
    /** Text stays on this machine. */
    LOCAL,
    /** Text leaves this machine. What does not know says so too. */
    REMOTE
}
