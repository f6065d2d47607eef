package dev.llmops.api;

import org.jspecify.annotations.Nullable;

/** Tells that a pipeline, a stage or a file cannot be set up as it is described. */
public class ConfigurationException extends LlmException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception without a cause. */
    public ConfigurationException(String message) {
        super(message);
    }

    /** Creates an exception with the failure that led to it. */
    public ConfigurationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
