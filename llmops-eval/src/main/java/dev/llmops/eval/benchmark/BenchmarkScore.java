package dev.llmops.eval.benchmark;

import dev.llmops.eval.Direction;
import dev.llmops.eval.Signature;
import java.util.OptionalDouble;

/**
 * What a metric of a benchmark says about all documents.
 *
 * @param metric the name of the metric, such as {@code acc_norm}
 * @param filter how the answer was found in what the model wrote; {@code none} if it was taken as it was
 * @param signature what exactly was computed; scores of different signatures cannot be compared
 * @param value the score; NaN if nothing was measured
 * @param standardError its standard error, where one is defined
 * @param measured how many documents went into it
 * @param direction which way is better
 */
public record BenchmarkScore(
        String metric,
        String filter,
        Signature signature,
        double value,
        OptionalDouble standardError,
        int measured,
        Direction direction) {
    /** {@return the name of the score in a run: the metric, and the filter unless it is {@code none}} */
    public String name() {
        return filter.equals("none") ? metric : metric + "," + filter;
    }
}
