package dev.llmops.api.model;

import dev.llmops.api.LlmException;

/** Tells that a model cannot do what is asked; nothing was sent. */
public final class UnsupportedCapabilityException extends LlmException {
    private static final long serialVersionUID = 1L;

    private final String capability;

    /**
     * Creates an exception about one capability.
     *
     * @param model the model that was asked, with its provider
     * @param capability what it cannot do
     * @param advice what to do instead
     */
    public UnsupportedCapabilityException(String model, String capability, String advice) {
        super("Model " + model + " cannot do this: " + capability + ". " + advice);
        this.capability = capability;
    }

    /** {@return what the model cannot do} */
    public String capability() {
        return capability;
    }
}
