package dev.llmops.eval.regex;

import dev.llmops.api.LlmException;

/** Tells that a regular expression took too long on a text. Holds neither of them. */
public final class SlowPatternException extends LlmException {
    private static final long serialVersionUID = 1L;

    private final String problem;

    private SlowPatternException(String problem) {
        super(problem);
        this.problem = problem;
    }

    static SlowPatternException on(int characters) {
        return new SlowPatternException(
                "a regular expression took too long on a text of " + characters + " characters; make it simpler");
    }

    /** {@return the message} */
    public String problem() {
        return problem;
    }
}
