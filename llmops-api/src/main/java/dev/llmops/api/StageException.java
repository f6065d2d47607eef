package dev.llmops.api;

/**
 * Tells that a stage threw something that is not an {@link LlmException}.
 *
 * <p>The cause is what the stage threw. Its message is not repeated here, since a stage written
 * elsewhere may have put prompt text into it.
 */
public final class StageException extends LlmException {
    private static final long serialVersionUID = 1L;

    private final String stage;

    /**
     * Creates an exception about a stage.
     *
     * @param stage the stage as the call's record names it, such as {@code "grounder manuals"}
     * @param cause what the stage threw
     */
    public StageException(String stage, Throwable cause) {
        this(stage, "", cause);
    }

    /**
     * Creates an exception about a stage.
     *
     * @param stage the stage as the call's record names it, such as {@code "grounder manuals"}
     * @param advice what helps besides looking at the cause, in a sentence; may be empty
     * @param cause what the stage threw
     */
    public StageException(String stage, String advice, Throwable cause) {
        super(
                "Stage \"" + stage + "\" failed with " + cause.getClass().getName() + ". See the cause."
                        + (advice.isEmpty() ? "" : " " + advice),
                cause);
        this.stage = stage;
    }

    /** {@return the stage that failed, as the call's record names it} */
    public String stage() {
        return stage;
    }
}
