package dev.llmops.core.text;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Pairs the bidirectional controls of a text, paragraph by paragraph.
 *
 * <p>An embedding or override is closed by PDF, an isolate by PDI (Unicode Standard Annex 9). What has no
 * partner, or whose partner lies on the other side of an isolate's end, does not nest: such controls
 * reorder text beyond the place where they stand.
 */
final class BidiNesting {
    private static final int CLOSE_EMBEDDING = 0x202C;
    private static final int CLOSE_ISOLATE = 0x2069;

    private final String text;
    private final BitSet unnested = new BitSet();
    private int[] open = new int[16];
    private int depth;
    private int isolates;

    private BidiNesting(String text) {
        this.text = text;
    }

    /** {@return the positions of the controls that do not nest} */
    static BitSet unnested(String text) {
        BidiNesting nesting = new BidiNesting(text);
        for (int i = 0; i < text.length(); i++) {
            nesting.read(i);
        }
        nesting.endParagraph();
        return nesting.unnested;
    }

    private void read(int at) {
        char c = text.charAt(at);
        if (c == '\n' || c == '\r' || c == 0x85 || c == 0x2029) {
            endParagraph();
        } else if (c == CLOSE_EMBEDDING) {
            closeEmbedding(at);
        } else if (c == CLOSE_ISOLATE) {
            closeIsolate(at);
        } else if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2068)) {
            push(at);
        }
    }

    private void push(int at) {
        if (depth == open.length) {
            open = Arrays.copyOf(open, depth * 2);
        }
        open[depth++] = at;
        isolates += isIsolate(at) ? 1 : 0;
    }

    private void closeEmbedding(int at) {
        if (depth > 0 && !isIsolate(open[depth - 1])) {
            depth--;
        } else {
            unnested.set(at);
        }
    }

    private void closeIsolate(int at) {
        if (isolates == 0) {
            unnested.set(at);
            return;
        }
        while (!isIsolate(open[depth - 1])) {
            unnested.set(open[--depth]);
        }
        depth--;
        isolates--;
    }

    private void endParagraph() {
        while (depth > 0) {
            unnested.set(open[--depth]);
        }
        isolates = 0;
    }

    private boolean isIsolate(int at) {
        return text.charAt(at) >= 0x2066;
    }
}
