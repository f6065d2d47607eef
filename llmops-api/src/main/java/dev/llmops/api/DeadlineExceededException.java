package dev.llmops.api;

import java.time.Duration;

/** Tells that a call or a stage took longer than it was given, and which stage held it. */
public final class DeadlineExceededException extends LlmException {
    private static final long serialVersionUID = 1L;

    private final String stage;
    private final Duration limit;

    /**
     * Creates an exception about a missed deadline.
     *
     * @param stage the stage that was running when time ran out
     * @param limit the time that was allowed
     */
    public DeadlineExceededException(String stage, Duration limit) {
        super("The time limit of " + limit.toMillis() + " ms ran out in stage \"" + stage
                + "\". Allow more time with within(…), or give that stage a limit of its own.");
        this.stage = stage;
        this.limit = limit;
    }

    /** {@return the stage that was running when time ran out} */
    public String stage() {
        return stage;
    }

    /** {@return the time that was allowed} */
    public Duration limit() {
        return limit;
    }
}
