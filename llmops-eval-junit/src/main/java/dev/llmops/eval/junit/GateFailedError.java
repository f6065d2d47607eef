package dev.llmops.eval.junit;

import dev.llmops.eval.gate.GateReport;

/** The scores of a class break a rule of its gate, or cannot be compared with its baseline. */
public final class GateFailedError extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final transient GateReport report;

    GateFailedError(String what, GateReport report) {
        super("The gate of " + what + " says " + report.outcome() + ":\n" + report.summary());
        this.report = report;
    }

    /** {@return what the gate found} */
    public GateReport report() {
        return report;
    }
}
