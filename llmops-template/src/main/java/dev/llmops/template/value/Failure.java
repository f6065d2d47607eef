package dev.llmops.template.value;

import org.jspecify.annotations.Nullable;

/**
 * What stops a rendering, before the line is known.
 *
 * <p>It has no stack trace: whoever runs the template turns it into a {@code TemplateException} with a line.
 */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean raised;

    private Failure(String message, boolean raised, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.raised = raised;
    }

    /** {@return a failure of the template or of what it was given} */
    public static Failure of(String message) {
        return new Failure(message, false, null);
    }

    /** {@return a failure that {@code cause} led to} */
    public static Failure of(String message, Throwable cause) {
        return new Failure(message, false, cause);
    }

    /** {@return the failure a template asked for with {@code raise_exception}} */
    public static Failure raised(String message) {
        return new Failure(message, true, null);
    }

    /** {@return the message} */
    public String problem() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    /** {@return whether the template asked for it} */
    public boolean isRaised() {
        return raised;
    }
}
