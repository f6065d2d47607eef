package dev.llmops.core.text;

import dev.llmops.api.Require;
import dev.llmops.api.text.OffsetMap;

/**
 * A cleaned text and the way back to the text it was made from.
 *
 * @param text the text after cleaning
 * @param offsets leads from {@code text} to the text before
 */
public record CleanText(String text, OffsetMap offsets) {
    /** Checks both components. */
    public CleanText {
        Require.nonNull(text, "text");
        Require.nonNull(offsets, "offsets");
    }

    /** {@return {@code text} as it is} */
    static CleanText unchanged(String text) {
        return new CleanText(text, OffsetMap.identity());
    }

    /** {@return the result of a further step on this text, leading back to where this one leads} */
    CleanText then(CleanText next) {
        return next.offsets.isIdentity() ? this : new CleanText(next.text, next.offsets.after(offsets));
    }

    /** Shows the size only: the text may be personal. */
    @Override
    public String toString() {
        return "CleanText[" + text.length() + " characters]";
    }
}
