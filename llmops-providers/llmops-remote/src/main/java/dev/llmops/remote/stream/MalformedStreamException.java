package dev.llmops.remote.stream;

/** Tells that bytes are not what their framing allows; the message says what and how many, and quotes nothing. */
public final class MalformedStreamException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception about one problem. */
    public MalformedStreamException(String message) {
        super(message);
    }
}
