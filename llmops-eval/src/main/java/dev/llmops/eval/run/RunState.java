package dev.llmops.eval.run;

/** How far a run has come. */
public enum RunState {
    /** It is under way, or its process ended before it did. Running it again goes on where it was. */
    RUNNING("running"),
    /** Every item was asked and scored as often as was wanted. */
    FINISHED("finished"),
    /** It stopped because it had cost as much as was allowed. Running it again with a higher cap goes on. */
    STOPPED_COST("stopped: cost"),
    /** It was cancelled. Running it again goes on. */
    CANCELLED("cancelled"),
    /** It broke off because of an error. Running it again goes on. */
    FAILED("failed");

    private final String text;

    RunState(String text) {
        this.text = text;
    }

    /** {@return the state in words, as files hold it} */
    @Override
    public String toString() {
        return text;
    }
}
