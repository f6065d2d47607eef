package dev.llmops.eval.feedback;

import dev.llmops.api.Require;
import dev.llmops.eval.classification.KrippendorffAlpha;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How far named raters agree on the same answers beyond chance, by Krippendorff's alpha: 1 is perfect, 0 is chance.
 * Events of raters without a name do not count.
 */
public final class Agreement {
    private Agreement() {}

    /** {@return alpha of thumbs, as names; empty if no answer has thumbs of two raters, or all thumbs are alike} */
    public static OptionalDouble ofThumbs(Feedback feedback) {
        return alpha(
                feedback,
                KrippendorffAlpha.NOMINAL,
                signal -> signal instanceof Signal.Thumb thumb ? (thumb.up() ? 1.0 : 0.0) : null);
    }

    /** {@return alpha of stars, by their order; scales of different length are brought to [0, 1]; empty as for thumbs} */
    public static OptionalDouble ofStars(Feedback feedback) {
        return alpha(
                feedback,
                KrippendorffAlpha.ORDINAL,
                signal -> signal instanceof Signal.Stars stars ? (stars.given() - 1.0) / (stars.most() - 1) : null);
    }

    private static OptionalDouble alpha(
            Feedback feedback, KrippendorffAlpha level, Function<Signal, @Nullable Double> rating) {
        Map<String, Map<String, Double>> byRater = new TreeMap<>();
        TreeSet<String> traces = new TreeSet<>();
        Require.nonNull(feedback, "feedback")
                .byTrace()
                .forEach((trace, events) -> events.forEach(event -> {
                    Double value = rating.apply(event.signal());
                    if (value != null && !event.rater().isEmpty()) {
                        traces.add(trace);
                        byRater.computeIfAbsent(event.rater(), rater -> new HashMap<>())
                                .put(trace, value);
                    }
                }));
        List<List<@Nullable Double>> table = new ArrayList<>();
        for (Map<String, Double> ratings : byRater.values()) {
            List<@Nullable Double> row = new ArrayList<>();
            traces.forEach(trace -> row.add(ratings.get(trace)));
            table.add(Collections.unmodifiableList(row));
        }
        return level.of(table);
    }
}
