package dev.llmops.eval.junit;

import dev.llmops.api.LlmException;

/** Tells that an evaluation test is not set up as it must be. */
public final class EvaluationTestException extends LlmException {
    private static final long serialVersionUID = 1L;

    EvaluationTestException(String message) {
        super(message);
    }
}
