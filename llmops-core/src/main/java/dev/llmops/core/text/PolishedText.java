package dev.llmops.core.text;

import dev.llmops.api.text.OffsetMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What has been polished so far and, if wanted, where it came from. Not safe for concurrent use. */
final class PolishedText {
    private final StringBuilder out = new StringBuilder();
    private final OffsetMap.@Nullable Builder offsets;
    private char last = '\n';
    private boolean empty = true;

    PolishedText(OffsetMap.@Nullable Builder offsets) {
        this.offsets = offsets;
    }

    /** Writes {@code [start, end)} of {@code source} as it is. */
    void keep(CharSequence source, int start, int end) {
        if (end > start) {
            out.append(source, start, end);
            written();
            if (offsets != null) {
                offsets.kept(end - start);
            }
        }
    }

    /** Writes {@code replacement} for {@code original}. */
    void write(String original, String replacement) {
        if (original.equals(replacement)) {
            keep(original, 0, original.length());
            return;
        }
        int same = 0;
        int most = Math.min(original.length(), replacement.length());
        while (same < most && original.charAt(same) == replacement.charAt(same)) {
            same++;
        }
        keep(original, 0, same);
        int tail = 0;
        while (tail < most - same
                && original.charAt(original.length() - 1 - tail)
                        == replacement.charAt(replacement.length() - 1 - tail)) {
            tail++;
        }
        out.append(replacement, same, replacement.length() - tail);
        if (offsets != null) {
            offsets.replaced(original.length() - same - tail, replacement.length() - same - tail);
        }
        written();
        keep(original, original.length() - tail, original.length());
    }

    /** {@return whether nothing has been written yet} */
    boolean isEmpty() {
        return empty;
    }

    /** {@return the last character written, a line end at the beginning} */
    char last() {
        return last;
    }

    /** Hands on what is written, but for half of a surrogate pair. */
    void flush(Consumer<String> consumer, boolean all) {
        int end = out.length();
        if (!all && end > 0 && Character.isHighSurrogate(out.charAt(end - 1))) {
            end--;
        }
        if (end > 0) {
            String piece = out.substring(0, end);
            out.delete(0, end);
            consumer.accept(piece);
        }
    }

    CleanText toCleanText() {
        return new CleanText(out.toString(), offsets == null ? OffsetMap.identity() : offsets.build());
    }

    private void written() {
        if (out.length() > 0) {
            last = out.charAt(out.length() - 1);
            empty = false;
        }
    }
}
