package dev.llmops.eval.text;

import dev.llmops.api.Require;
import dev.llmops.eval.random.NumpyRandomState;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Intervals of mean ROUGE scores by resampling, number for number those of rouge-score after {@code
 * numpy.random.seed(seed)}.
 *
 * <p>All kinds draw from one stream, one after the other, so the intervals of a kind depend on which kinds come before
 * it. Immutable; safe for concurrent use.
 */
public final class RougeBootstrap {
    private final long seed;
    private final int resamples;
    private final double confidence;

    private RougeBootstrap(long seed, int resamples, double confidence) {
        this.seed = seed;
        this.resamples = resamples;
        this.confidence = confidence;
    }

    /** {@return 1,000 resamples and 95 % confidence} */
    public static RougeBootstrap seeded(long seed) {
        return new RougeBootstrap(seed, 1000, 0.95);
    }

    /** {@return this bootstrap with {@code resamples} resamples} */
    public RougeBootstrap resamples(int resamples) {
        return new RougeBootstrap(seed, Require.inRange(resamples, 1, 1_000_000, "resamples"), confidence);
    }

    /** {@return this bootstrap with intervals that hold the share {@code confidence} of the resampled means} */
    public RougeBootstrap confidence(double confidence) {
        return new RougeBootstrap(seed, resamples, Require.inRange(confidence, 0, 1, "confidence"));
    }

    /**
     * {@return the interval of each kind}
     *
     * @param scores those of {@link RougeScorer}, one per text, at least one, all of the same kinds
     */
    public Map<RougeType, Interval> intervals(List<Map<RougeType, PrecisionRecall>> scores) {
        Require.that(!scores.isEmpty(), "scores", "scores must not be empty");
        NumpyRandomState random = NumpyRandomState.seeded(seed);
        Map<RougeType, Interval> intervals = new LinkedHashMap<>();
        for (RougeType type : scores.get(0).keySet()) {
            PrecisionRecall[] column = new PrecisionRecall[scores.size()];
            for (int i = 0; i < column.length; i++) {
                PrecisionRecall score = scores.get(i).get(type);
                Require.that(score != null, "scores", "text " + i + " has no score of " + type);
                column[i] = score;
            }
            intervals.put(type, interval(column, random));
        }
        return intervals;
    }

    private Interval interval(PrecisionRecall[] scores, NumpyRandomState random) {
        PrecisionRecall[] means = new PrecisionRecall[resamples];
        for (int b = 0; b < resamples; b++) {
            double precision = 0;
            double recall = 0;
            double f = 0;
            for (int drawn : random.integers(scores.length, scores.length)) {
                precision += scores[drawn].precision();
                recall += scores[drawn].recall();
                f += scores[drawn].f();
            }
            means[b] = new PrecisionRecall(precision / scores.length, recall / scores.length, f / scores.length);
        }
        double tail = (1 - confidence) / 2;
        return new Interval(quantile(means, tail), quantile(means, 0.5), quantile(means, 1 - tail));
    }

    private static PrecisionRecall quantile(PrecisionRecall[] means, double share) {
        return new PrecisionRecall(
                quantile(means, share, PrecisionRecall::precision),
                quantile(means, share, PrecisionRecall::recall),
                quantile(means, share, PrecisionRecall::f));
    }

    /** {@return the value with {@code share} of the values below it, by linear interpolation} */
    private static double quantile(PrecisionRecall[] means, double share, ToDoubleFunction<PrecisionRecall> part) {
        double[] values = Arrays.stream(means).mapToDouble(part).sorted().toArray();
        double place = share * (values.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, values.length - 1);
        return values[below] + (values[above] - values[below]) * (place - below);
    }

    /**
     * Where the mean may lie.
     *
     * @param low its lower end
     * @param mid the median of the resampled means, which is not the mean itself
     * @param high its upper end
     */
    public record Interval(PrecisionRecall low, PrecisionRecall mid, PrecisionRecall high) {}
}
