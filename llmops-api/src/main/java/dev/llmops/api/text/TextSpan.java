package dev.llmops.api.text;

import dev.llmops.api.Require;

/**
 * A stretch of a text.
 *
 * @param start where it begins, in UTF-16 units
 * @param end where it ends, exclusive
 */
public record TextSpan(int start, int end) {
    /** Checks both components. */
    public TextSpan {
        Require.that(start >= 0 && end >= start, "start", "span must be ordered, was [" + start + ", " + end + ")");
    }

    /** {@return the number of UTF-16 units} */
    public int length() {
        return end - start;
    }

    /** {@return the characters of {@code text} at this span} */
    public String in(String text) {
        return text.substring(start, end);
    }
}
