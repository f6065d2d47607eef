package dev.llmops.eval;

import dev.llmops.api.CallControl;

/**
 * Scores samples, with statistics that add up to the score of a whole corpus.
 *
 * <p>{@code corpus score = combine(sum of statistics)}: the same number however the samples are spread over threads,
 * files or machines, and bootstraps resample statistics, never text. The default is the mean. Safe for concurrent use;
 * the same sample has the same score on every machine, judges apart.
 */
public interface Metric {
    /** {@return what is computed, with every setting that moves the number} */
    Signature signature();

    /** {@return the name of this metric in runs and reports, unique there} */
    default String name() {
        return signature().name();
    }

    /** {@return which way is better} */
    default Direction direction() {
        return Direction.HIGHER_IS_BETTER;
    }

    /**
     * Scores {@code sample}, whose subject did not fail.
     *
     * @param control deadline and cancellation, for metrics that ask a model
     * @return a value, or why there is none; bad samples never throw
     */
    Score score(Sample sample, CallControl control);

    /** {@return the score of a corpus whose statistics add up to {@code sums}; NaN if that is undefined} */
    default double combine(double[] sums) {
        return sums[0] / sums[1];
    }

    /** {@return whether the score of a corpus is the mean of the scores of its samples} */
    default boolean isMean() {
        return true;
    }
}
