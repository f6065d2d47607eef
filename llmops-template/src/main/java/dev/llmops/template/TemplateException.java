package dev.llmops.template;

import dev.llmops.api.LlmException;

/** Tells that a template cannot be read, or could not be rendered. */
public final class TemplateException extends LlmException {
    private static final long serialVersionUID = 1L;

    private final int line;

    /** Creates an exception about {@code line} of a template, counted from 1; 0 if no line is to blame. */
    public TemplateException(String message, int line) {
        super(line == 0 ? message : "Line " + line + ": " + message);
        this.line = line;
    }

    /** {@return the line of the template, counted from 1; 0 if no line is to blame} */
    public int line() {
        return line;
    }
}
