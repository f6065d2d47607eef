package dev.llmops.template.value;

/** The value that Python calls {@code None}. */
public enum None {
    /** The only one. */
    NONE
}
