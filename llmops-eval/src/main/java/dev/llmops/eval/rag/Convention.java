package dev.llmops.eval.rag;

/**
 * Whose formula turns the verdicts of a judge into a score.
 *
 * <p>The tools differ in the edge cases, and scores of different conventions cannot be compared: the signature of a
 * metric tells which one it follows.
 */
public enum Convention {
    /** The project's own: no small constants in denominators, and nothing to count is unmeasured. */
    STANDARD,
    /** As Ragas (2025-12). */
    RAGAS,
    /** As DeepEval 4.1. */
    DEEPEVAL;

    /** {@return how signatures write it} */
    String sign() {
        return switch (this) {
            case STANDARD -> "llmops";
            case RAGAS -> "ragas";
            case DEEPEVAL -> "deepeval-4.1";
        };
    }
}
