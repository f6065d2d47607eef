package dev.llmops.api;

/** Tells that a value given by the caller cannot be used: missing, blank, out of range, too large. */
public final class InvalidInputException extends LlmException {
    private static final long serialVersionUID = 1L;

    private final String argument;

    /**
     * Creates an exception about one argument.
     *
     * @param argument the name of the argument as the caller knows it
     * @param message what is wrong with it and what would be right
     */
    public InvalidInputException(String argument, String message) {
        super(message);
        this.argument = argument;
    }

    /** {@return the name of the argument that cannot be used} */
    public String argument() {
        return argument;
    }
}
