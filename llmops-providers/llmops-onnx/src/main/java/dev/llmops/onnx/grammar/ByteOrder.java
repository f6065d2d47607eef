package dev.llmops.onnx.grammar;

import java.util.Arrays;

/** Sorts tokens by their bytes, unsigned: by one byte after the other, and small groups by insertion. */
final class ByteOrder {
    private static final int SMALL = 24;

    private final byte[][] texts;
    private final int[] spare;

    ByteOrder(byte[][] texts, int count) {
        this.texts = texts;
        this.spare = new int[count];
    }

    /** {@return {@code order}, sorted in place} */
    int[] sorted(int[] order) {
        sort(order, 0, order.length, 0);
        return order;
    }

    private void sort(int[] order, int from, int to, int depth) {
        if (to - from <= SMALL || depth > 512) {
            insert(order, from, to);
            return;
        }
        int[] starts = new int[258];
        for (int i = from; i < to; i++) {
            starts[digit(order[i], depth) + 1]++;
        }
        for (int i = 1; i < starts.length; i++) {
            starts[i] += starts[i - 1];
        }
        int[] ends = Arrays.copyOf(starts, starts.length);
        for (int i = from; i < to; i++) {
            spare[from + ends[digit(order[i], depth)]++] = order[i];
        }
        System.arraycopy(spare, from, order, from, to - from);
        // Digit 0 is "no byte left": those are equal.
        for (int digit = 1; digit < 257; digit++) {
            if (starts[digit + 1] - starts[digit] > 1) {
                sort(order, from + starts[digit], from + starts[digit + 1], depth + 1);
            }
        }
    }

    private int digit(int token, int depth) {
        byte[] text = texts[token];
        return depth < text.length ? (text[depth] & 0xFF) + 1 : 0;
    }

    private void insert(int[] order, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            int token = order[i];
            int at = i;
            while (at > from && Arrays.compareUnsigned(texts[order[at - 1]], texts[token]) > 0) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = token;
        }
    }
}
