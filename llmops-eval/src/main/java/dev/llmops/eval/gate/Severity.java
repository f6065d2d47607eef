package dev.llmops.eval.gate;

/** How much it matters that a rule is not fulfilled. */
public enum Severity {
    /** It is told. */
    WARN(Outcome.WARN),
    /** It stops the release. */
    FAIL(Outcome.FAIL);

    private final Outcome outcome;

    Severity(Outcome outcome) {
        this.outcome = outcome;
    }

    /** {@return what comes of a rule of this severity that is not fulfilled} */
    public Outcome outcome() {
        return outcome;
    }
}
