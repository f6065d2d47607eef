package dev.llmops.api;

/** Tells that a call ended because somebody cancelled it. */
public final class CallCancelledException extends LlmException {
    private static final long serialVersionUID = 1L;

    private final String stage;

    /**
     * Creates an exception about a cancelled call.
     *
     * @param stage the stage that was running, or in words what the call was at when none was
     */
    public CallCancelledException(String stage) {
        super("The call was cancelled in stage \"" + stage + "\".");
        this.stage = stage;
    }

    /** {@return the stage that was running when the call was cancelled, or in words what the call was at} */
    public String stage() {
        return stage;
    }
}
