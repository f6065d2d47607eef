package dev.llmops.onnx.graph;

import dev.llmops.api.LlmException;

/** Tells that bytes are not an ONNX model; the message says how they are damaged, as part of a sentence. */
public final class DamagedGraphException extends LlmException {
    private static final long serialVersionUID = 1L;

    DamagedGraphException(String problem) {
        super(problem);
    }
}
