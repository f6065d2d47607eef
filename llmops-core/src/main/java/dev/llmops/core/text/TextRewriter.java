package dev.llmops.core.text;

import dev.llmops.api.text.OffsetMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes a changed copy of a text from left to right, with its offset map.
 *
 * <p>Nothing is copied before the first change: a text that needs none comes out as the same instance.
 */
final class TextRewriter {
    private final String text;
    private final OffsetMap.Builder offsets = OffsetMap.builder();
    private @Nullable StringBuilder out;
    private int copied;

    TextRewriter(String text) {
        this.text = text;
    }

    /** Replaces {@code [start, end)}; what lies between the last change and {@code start} is kept. */
    void replace(int start, int end, String replacement) {
        StringBuilder builder = keepUntil(start);
        builder.append(replacement);
        changed(end, replacement.length());
    }

    /** Replaces {@code [start, end)} with one character. */
    void replace(int start, int end, int codePoint) {
        StringBuilder builder = keepUntil(start);
        builder.appendCodePoint(codePoint);
        changed(end, Character.charCount(codePoint));
    }

    /** Removes {@code [start, end)}. */
    void remove(int start, int end) {
        keepUntil(start);
        changed(end, 0);
    }

    /** {@return the text as rewritten so far, the rest kept} */
    CleanText finish() {
        if (out == null) {
            return CleanText.unchanged(text);
        }
        StringBuilder builder = keepUntil(text.length());
        return new CleanText(builder.toString(), offsets.build());
    }

    private StringBuilder keepUntil(int position) {
        StringBuilder builder = out;
        if (builder == null) {
            builder = new StringBuilder(text.length());
            out = builder;
        }
        if (position > copied) {
            builder.append(text, copied, position);
            offsets.kept(position - copied);
            copied = position;
        }
        return builder;
    }

    private void changed(int end, int written) {
        offsets.replaced(end - copied, written);
        copied = end;
    }
}
