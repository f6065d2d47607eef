package dev.llmops.remote.wire;

/** Tells that an answer does not have the form of its format; the message says how, and quotes nothing. */
public final class MalformedAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception about one problem. */
    public MalformedAnswerException(String message) {
        super(message);
    }
}
