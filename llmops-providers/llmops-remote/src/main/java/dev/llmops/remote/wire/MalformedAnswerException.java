package dev.llmops.remote.wire;

/** Tells that an answer does not have the form of its format; it says how, and quotes nothing. */
public final class MalformedAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final String NOT_JSON_CODE = "not-json";

    private final String code;

    /**
     * Creates an exception about one problem.
     *
     * @param code the code of the failure that it becomes: lower-case words with hyphens
     * @param message a sentence about what is wrong
     */
    public MalformedAnswerException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** {@return an exception about an answer that is no JSON} */
    public static MalformedAnswerException notJson() {
        return new MalformedAnswerException(NOT_JSON_CODE, "What came is not JSON.");
    }

    /** {@return an exception about an answer that has not what was asked for; {@code missing} is such as "choices"} */
    public static MalformedAnswerException without(String missing) {
        return new MalformedAnswerException("no-result", "The answer has no " + missing + ".");
    }

    /** {@return the code of the failure} */
    public String code() {
        return code;
    }

    /** {@return whether it is no JSON at all} */
    boolean isNotJson() {
        return code.equals(NOT_JSON_CODE);
    }

    /** {@return a sentence about what is wrong} */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
