package dev.llmops.eval.json;

/** Tells that a text is not the JSON that was expected, and where. Never quotes the text. */
public final class MalformedJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Creates an exception; {@code message} says what is wrong, without text from the file. */
    public MalformedJsonException(String message) {
        super(message);
    }
}
