package dev.llmops.api.text;

import dev.llmops.api.Require;

/**
 * Something that a text names: a person, a place, a date, a quantity.
 *
 * @param type what it is, upper case: {@code PERSON, ORGANIZATION, LOCATION, DATE, QUANTITY, …}
 * @param text the text as it stands
 * @param canonical the same thing written in one agreed way, such as {@code 2026-03-01}
 * @param start where it begins in the text that was searched, in UTF-16 units
 * @param end where it ends, exclusive
 * @param score how sure the finder is, in [0, 1]
 */
public record Entity(String type, String text, String canonical, int start, int end, double score) {
    /** Checks all components. */
    public Entity {
        Require.nonBlank(type, "type");
        Require.nonNull(text, "text");
        Require.nonNull(canonical, "canonical");
        Require.that(start >= 0 && end >= start, "start", "span must be ordered, was [" + start + ", " + end + ")");
        Require.inRange(score, 0, 1, "score");
    }

    /** Shows the span only: the text may be personal. */
    @Override
    public String toString() {
        return "Entity[" + type + " " + start + ".." + end + "]";
    }
}
