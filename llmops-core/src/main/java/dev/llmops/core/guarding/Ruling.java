package dev.llmops.core.guarding;

import dev.llmops.api.safety.Action;
import dev.llmops.api.safety.Finding;
import dev.llmops.api.safety.GuardDecision;
import dev.llmops.api.safety.Segment;
import java.util.Comparator;

/**
 * A finding and what is to be done about it.
 *
 * @param guard the guard that found it
 * @param finding what was found; positions are those of the whole text
 * @param action what is to be done
 */
public record Ruling(String guard, Finding finding, Action action) {
    /** From left to right; among those that begin alike, the strongest first. */
    static final Comparator<Ruling> LEFT_TO_RIGHT = Comparator.comparingInt(
                    (Ruling ruling) -> ruling.finding().start())
            .thenComparing(Ruling::finding, Finding.STRONGEST_FIRST)
            .thenComparing(Ruling::guard);

    /** {@return this ruling for the record of the call} */
    public GuardDecision decision(Segment.Origin origin, String segmentId) {
        return new GuardDecision(guard, origin, segmentId, finding, action);
    }

    /** {@return whichever of both decides how a shared stretch is replaced} */
    Ruling stronger(Ruling other) {
        return Finding.STRONGEST_FIRST.compare(finding, other.finding) <= 0 ? this : other;
    }
}
