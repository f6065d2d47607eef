package dev.llmops.eval.rag;

/** A judge gave no usable answer, so the metric has no score. Never leaves this package. */
final class JudgeFailed extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param reason why, without words of the judge or of what it judged */
    JudgeFailed(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
