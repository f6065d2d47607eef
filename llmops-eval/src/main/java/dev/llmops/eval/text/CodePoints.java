package dev.llmops.eval.text;

import java.util.Arrays;

/**
 * A line of code points that grows, and is used again for the next text.
 *
 * <p>The reference tools count code points, not UTF-16 units. Not safe for concurrent use.
 */
final class CodePoints {
    private static final int INITIAL = 128;

    /** The code points; only those before {@link #length} count. */
    int[] at = new int[INITIAL];

    /** How many there are. */
    int length;

    /** Adds one code point. */
    void add(int codePoint) {
        if (length == at.length) {
            at = Arrays.copyOf(at, 2 * length);
        }
        at[length++] = codePoint;
    }

    /** Adds those of {@code text}. */
    void add(String text) {
        int units = text.length();
        ensure(length + units);
        int[] to = at;
        int end = length;
        for (int i = 0; i < units; i++) {
            char unit = text.charAt(i);
            if (Character.isHighSurrogate(unit) && i + 1 < units && Character.isLowSurrogate(text.charAt(i + 1))) {
                to[end++] = Character.toCodePoint(unit, text.charAt(++i));
            } else {
                to[end++] = unit;
            }
        }
        length = end;
    }

    /** Makes room for {@code wanted} code points, so that they can be written without asking. */
    void ensure(int wanted) {
        if (at.length < wanted) {
            at = Arrays.copyOf(at, Math.max(wanted, 2 * at.length));
        }
    }

    /** {@return the code points from {@code from} to before {@code to}} */
    String text(int from, int to) {
        return new String(at, from, to - from);
    }

    /** {@return all as a text} */
    @Override
    public String toString() {
        return text(0, length);
    }
}
