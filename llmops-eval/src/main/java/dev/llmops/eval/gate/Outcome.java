package dev.llmops.eval.gate;

/** What came of a check, the best first. */
public enum Outcome {
    /** The rule is fulfilled. */
    PASS,
    /** The rule is not fulfilled, and only a warning was asked for. */
    WARN,
    /** The rule cannot be decided: other items, another metric, nothing measured. Never a pass. */
    INCOMPARABLE,
    /** The rule is not fulfilled. */
    FAIL;

    /** {@return the worse of the two} */
    public Outcome and(Outcome other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
