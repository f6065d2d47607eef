package dev.llmops.remote.stream;

/** Tells that bytes are not what their framing allows; it says what and how many, and quotes nothing. */
public final class MalformedStreamException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final boolean retryable;

    private MalformedStreamException(String code, boolean retryable, String message) {
        super(message);
        this.code = code;
        this.retryable = retryable;
    }

    /** {@return an exception about a stream that is not of its framing} */
    static MalformedStreamException notFramed(String message) {
        return new MalformedStreamException("not-the-framing", true, message);
    }

    /** {@return an exception about a frame that was damaged} */
    static MalformedStreamException brokenFrame(String message) {
        return new MalformedStreamException("broken-frame", true, message);
    }

    /** {@return an exception about a part that is longer than allowed, which it would be the next time too} */
    static MalformedStreamException tooLong(String message) {
        return new MalformedStreamException("event-too-long", false, message);
    }

    /** {@return the code of the failure: lower-case words with hyphens} */
    public String code() {
        return code;
    }

    /** {@return whether the same request may succeed later} */
    public boolean isRetryable() {
        return retryable;
    }

    /** {@return sentences about what is wrong} */
    public String sentences() {
        return String.valueOf(getMessage());
    }
}
