package dev.llmops.eval.judge;

/**
 * Scores of two answers, from one verdict.
 *
 * @param first what the first answer got
 * @param second what the second answer got
 */
public record PairScores(double first, double second) {
    /** {@return who has the higher score; a tie if they differ by no more than {@code threshold}} */
    public Preference preference(double threshold) {
        return Preference.of(first, second, threshold);
    }
}
