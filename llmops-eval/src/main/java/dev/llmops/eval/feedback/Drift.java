package dev.llmops.eval.feedback;

import dev.llmops.api.Require;
import dev.llmops.eval.statistics.Proportions;
import dev.llmops.eval.statistics.TestResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How the share of liked answers moves over time. Immutable.
 *
 * <p>Time is cut into windows of equal length, counted from the epoch, so that the windows stay where they are when
 * events are added. An answer belongs to the window of its first signal. Windows without any opinion are left out.
 */
public final class Drift {
    private final List<Window> windows;

    private Drift(List<Window> windows) {
        this.windows = windows;
    }

    /**
     * A stretch of time.
     *
     * @param from when it begins
     * @param to when it ends; the next one may begin here
     * @param liked the share of liked answers among those that are liked or disliked
     * @param p the two-sided p-value of an equal share in all windows before, by Fisher's exact test; empty for the first
     *     window. Many windows are many tests: expect one in twenty below 0.05 where nothing moves
     */
    public record Window(Instant from, Instant to, Rate liked, OptionalDouble p) {}

    /** {@return the course of {@code events} in windows of {@code length}} */
    public static Drift of(List<FeedbackEvent> events, Duration length) {
        Require.positive(length, "length");
        Require.that(length.toMillis() > 0, "length", "length must be at least a millisecond");
        Feedback feedback = Feedback.of(events);
        Map<Long, long[]> counts = new TreeMap<>();
        firstSignals(events).forEach((trace, at) -> {
            Optional<Opinion> opinion = feedback.opinion(trace);
            if (opinion.isPresent() && opinion.get() != Opinion.UNDECIDED) {
                long[] count = counts.computeIfAbsent(
                        Math.floorDiv(at.toEpochMilli(), length.toMillis()), number -> new long[2]);
                count[0] += opinion.get() == Opinion.LIKED ? 1 : 0;
                count[1]++;
            }
        });
        return new Drift(windows(counts, length));
    }

    private static Map<String, Instant> firstSignals(List<FeedbackEvent> events) {
        Map<String, Instant> first = new TreeMap<>();
        events.forEach(event -> {
            first.merge(event.trace(), event.at(), (a, b) -> a.isBefore(b) ? a : b);
            if (event.signal() instanceof Signal.Preferred preferred) {
                first.merge(preferred.over(), event.at(), (a, b) -> a.isBefore(b) ? a : b);
            }
        });
        return first;
    }

    private static List<Window> windows(Map<Long, long[]> counts, Duration length) {
        List<Window> windows = new ArrayList<>();
        long liked = 0;
        long all = 0;
        for (Map.Entry<Long, long[]> entry : counts.entrySet()) {
            long[] count = entry.getValue();
            OptionalDouble p = OptionalDouble.empty();
            if (all > 0) {
                TestResult test = Proportions.fisher(liked, all, count[0], count[1]);
                p = OptionalDouble.of(test.p());
            }
            Instant from = Instant.ofEpochMilli(Math.multiplyExact(entry.getKey(), length.toMillis()));
            windows.add(new Window(from, from.plus(length), new Rate(count[0], count[1]), p));
            liked += count[0];
            all += count[1];
        }
        return List.copyOf(windows);
    }

    /** {@return the windows with opinions, earliest first} */
    public List<Window> windows() {
        return windows;
    }

    /** Shows how many windows there are. */
    @Override
    public String toString() {
        return "Drift[" + windows.size() + " windows]";
    }
}
