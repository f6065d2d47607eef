package dev.llmops.api.safety;

import dev.llmops.api.Require;
import java.util.Comparator;

/**
 * Something a guard found in a segment.
 *
 * <p>A finding says where and why, never what: the text itself is not part of it, so findings can
 * be logged.
 *
 * @param rule the rule that matched, such as {@code "pii.email"}
 * @param kind what was found, upper case, such as {@code "EMAIL_ADDRESS"}
 * @param start where it begins in the segment's text, in UTF-16 units
 * @param end where it ends, exclusive; equal to {@code start} for a verdict on the whole segment
 * @param score how sure the guard is, in [0, 1]
 * @param tier how good the reason is
 * @param reason why, for people; must not contain the text found; may be empty
 */
public record Finding(String rule, String kind, int start, int end, double score, Tier tier, String reason) {
    /**
     * The order in which overlapping findings win: the better tier, then the longer, then the
     * earlier, then by kind and rule so that the order is total.
     */
    public static final Comparator<Finding> STRONGEST_FIRST = Comparator.comparing(Finding::tier)
            .thenComparingInt(Finding::length)
            .reversed()
            .thenComparingInt(Finding::start)
            .thenComparing(Finding::kind)
            .thenComparing(Finding::rule);

    /** Checks all components. */
    public Finding {
        Require.nonBlank(rule, "rule");
        Require.nonBlank(kind, "kind");
        Require.that(start >= 0 && end >= start, "start", "span must be ordered, was [" + start + ", " + end + ")");
        Require.inRange(score, 0, 1, "score");
        Require.nonNull(tier, "tier");
        Require.nonNull(reason, "reason");
    }

    /** {@return a finding with the score that is usual for {@code tier}} */
    public static Finding of(String rule, String kind, int start, int end, Tier tier) {
        return new Finding(rule, kind, start, end, usualScore(tier), tier, "");
    }

    /** {@return a verdict on a whole segment} */
    public static Finding ofWhole(String rule, String kind, double score, Tier tier, String reason) {
        return new Finding(rule, kind, 0, 0, score, tier, reason);
    }

    /** {@return the number of UTF-16 units found} */
    public int length() {
        return end - start;
    }

    /** {@return whether this is a verdict on the segment, not a stretch of it} */
    public boolean isVerdict() {
        return start == end;
    }

    /** {@return the same finding, moved by {@code distance} units} */
    public Finding shift(int distance) {
        return distance == 0 ? this : new Finding(rule, kind, start + distance, end + distance, score, tier, reason);
    }

    private static double usualScore(Tier tier) {
        return switch (tier) {
            case VALIDATED -> 1.0;
            case STRONG -> 0.7;
            case CONTEXTUAL -> 0.4;
            case WEAK -> 0.2;
        };
    }
}
