package dev.llmops.eval.compare;

import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Require;
import dev.llmops.eval.Direction;
import dev.llmops.eval.Score;
import dev.llmops.eval.run.MetricInfo;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.Results;
import dev.llmops.eval.statistics.Interval;
import dev.llmops.eval.statistics.ProportionInterval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which items pass, fail, or do now this and now that when they are asked repeatedly.
 *
 * <p>One answer across a threshold says little of a subject that answers differently each time. So a verdict is given
 * only where Wilson's interval of the pass rate lies on one side of the required rate; all else is
 * {@link State#FLAKY}, which more repeats may settle.
 *
 * @param metric the name of the metric
 * @param items the verdicts, in the order of the run
 */
public record Stability(String metric, List<ItemVerdict> items) {
    /** Copies the verdicts. */
    public Stability {
        items = List.copyOf(items);
    }

    /** What repeats of an item show. */
    public enum State {
        /** The true pass rate is at least the required one. */
        PASS,
        /** The true pass rate is less than the required one. */
        FAIL,
        /** The repeats do not tell. */
        FLAKY,
        /** No repeat has a value. */
        UNMEASURED
    }

    /**
     * What is shown of an item.
     *
     * @param id the item
     * @param passed how many repeats passed
     * @param measured how many repeats have a value
     * @param repeats how many there are in all
     * @param state what that shows
     */
    public record ItemVerdict(String id, int passed, int measured, int repeats, State state) {}

    /**
     * {@return the verdicts with 90 % confidence that an item passes at least every other time: three repeats that all
     * pass are enough}
     *
     * @param threshold the value that passes, ends included
     */
    public static Stability of(Results results, String metric, double threshold) {
        return of(results, metric, threshold, 0.5, 0.9);
    }

    /**
     * {@return the verdicts}
     *
     * @param threshold the value that passes, ends included
     * @param rate the pass rate that is required, in (0, 1)
     * @param confidence of the interval of the pass rate, in (0, 1)
     */
    public static Stability of(Results results, String metric, double threshold, double rate, double confidence) {
        Require.that(rate > 0 && rate < 1, "rate", "rate must be in (0, 1), was " + rate);
        Direction direction = results.info().metrics().stream()
                .filter(info -> info.name().equals(metric))
                .findFirst()
                .map(MetricInfo::direction)
                .orElseThrow(() -> new InvalidInputException(
                        "metric",
                        "the run has no metric \"" + metric + "\". Found: "
                                + results.info().metrics().stream()
                                        .map(MetricInfo::name)
                                        .toList()));
        Map<String, int[]> counts = new LinkedHashMap<>();
        try (Stream<Result> stream = results.stream()) {
            stream.forEachOrdered(result -> {
                int[] count = counts.computeIfAbsent(result.item().id(), id -> new int[3]);
                count[2]++;
                if (result.scores().get(metric) instanceof Score.Measured score) {
                    count[1]++;
                    count[0] += direction.gain(score.value() - threshold) >= 0 ? 1 : 0;
                }
            });
        }
        List<ItemVerdict> items = new ArrayList<>();
        counts.forEach((id, count) -> items.add(
                new ItemVerdict(id, count[0], count[1], count[2], state(count[0], count[1], rate, confidence))));
        return new Stability(metric, items);
    }

    /** {@return what {@code passed} of {@code measured} repeats show of an item that should pass with {@code rate}} */
    public static State state(int passed, int measured, double rate, double confidence) {
        if (measured == 0) {
            return State.UNMEASURED;
        }
        Interval interval = ProportionInterval.WILSON.of(passed, measured, confidence);
        return interval.low() >= rate ? State.PASS : interval.high() < rate ? State.FAIL : State.FLAKY;
    }

    /** {@return the ids of the items in {@code state}} */
    public List<String> in(State state) {
        return items.stream()
                .filter(item -> item.state() == state)
                .map(ItemVerdict::id)
                .toList();
    }
}
