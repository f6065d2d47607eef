package dev.llmops.template;

import dev.llmops.api.LlmException;
import org.jspecify.annotations.Nullable;

/**
 * Tells that a template cannot be read, or could not be rendered.
 *
 * <p>What a template itself refuses, with {@code raise_exception}, is told apart by {@link #isRaised()}: the template is fine,
 * and what it was given does not fit it.
 */
public final class TemplateException extends LlmException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final String problem;
    private final boolean raised;

    /** Creates an exception about {@code line} of a template, counted from 1; 0 if no line is to blame. */
    public TemplateException(String message, int line) {
        this(message, line, false, null);
    }

    TemplateException(String problem, int line, boolean raised, @Nullable Throwable cause) {
        super(line == 0 || raised ? problem : "Line " + line + ": " + problem, cause);
        this.line = line;
        this.problem = problem;
        this.raised = raised;
    }

    /** {@return the line of the template, counted from 1; 0 if no line is to blame} */
    public int line() {
        return line;
    }

    /** {@return what is wrong, without the line; if raised, the very text the template gave} */
    public String problem() {
        return problem;
    }

    /** {@return whether the template refused what it was given, by {@code raise_exception}} */
    public boolean isRaised() {
        return raised;
    }
}
