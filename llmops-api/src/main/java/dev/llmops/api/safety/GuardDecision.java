package dev.llmops.api.safety;

import dev.llmops.api.Require;

/**
 * What was done about a finding, for the record of a call.
 *
 * @param guard the guard, as the record names it
 * @param origin what part of the call the text belongs to
 * @param segmentId what it is within its origin
 * @param finding what was found; positions are those of the whole segment
 * @param action what was done
 */
public record GuardDecision(String guard, Segment.Origin origin, String segmentId, Finding finding, Action action) {
    /** Checks all components. */
    public GuardDecision {
        Require.nonBlank(guard, "guard");
        Require.nonNull(origin, "origin");
        Require.nonNull(segmentId, "segmentId");
        Require.nonNull(finding, "finding");
        Require.nonNull(action, "action");
    }
}
