package dev.llmops.core.entity;

import dev.llmops.api.text.Entity;
import java.util.Comparator;

/**
 * What a rule took for an entity.
 *
 * @param certain whether it was checked completely, and so wins over any that was not
 */
record Match(String type, String canonical, int start, int end, double score, boolean certain) {
    /** The order in which overlapping matches win: certain, then longer, then earlier. */
    static final Comparator<Match> STRONGEST_FIRST = Comparator.comparing((Match match) -> !match.certain)
            .thenComparing(Comparator.comparingInt(Match::length).reversed())
            .thenComparingInt(Match::start)
            .thenComparing(Comparator.comparingDouble(Match::score).reversed())
            .thenComparing(Match::type);

    int length() {
        return end - start;
    }

    Entity in(String text) {
        return new Entity(type, text.substring(start, end), canonical, start, end, score);
    }
}
