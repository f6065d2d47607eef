package dev.llmops.onnx.decoding;

import dev.llmops.api.LlmException;

/** Tells that no token can follow: the logits are no numbers, or constraint and bans leave nothing. */
public final class NoTokenLeftException extends LlmException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception that says why. */
    public NoTokenLeftException(String message) {
        super(message);
    }
}
