package dev.llmops.eval.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Names of WordNet, numbered in the order in which they came: a hash table over bytes, for all names are ASCII.
 *
 * <p>The hash is that of {@link String#hashCode()}, so looking a string up does not walk through it twice.
 */
final class WordNetNames {
    /** What is not there. */
    static final int NONE = -1;

    private byte[] text;
    private int[] ends;
    private int count;
    private int[] slots = new int[1 << 19];

    WordNetNames(int expectedNames, int expectedBytes) {
        this.text = new byte[expectedBytes];
        this.ends = new int[expectedNames];
    }

    /** {@return the number of the name in {@code bytes}, a new one if it was not there} */
    int add(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        int slot = hash(hash);
        for (int id = slots[slot]; id != 0; id = slots[slot]) {
            if (Arrays.equals(text, start(id - 1), ends[id - 1], bytes, from, to)) {
                return id - 1;
            }
            slot = slot + 1 & slots.length - 1;
        }
        append(bytes, from, to);
        slots[slot] = count;
        if (2 * count > slots.length) {
            rehash();
        }
        return count - 1;
    }

    private void append(byte[] bytes, int from, int to) {
        int start = start(count);
        int length = to - from;
        if (start + length > text.length) {
            text = Arrays.copyOf(text, 2 * (start + length));
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count + 16);
        }
        System.arraycopy(bytes, from, text, start, length);
        ends[count++] = start + length;
    }

    private void rehash() {
        slots = new int[2 * slots.length];
        for (int id = 0; id < count; id++) {
            int hash = 0;
            for (int i = start(id); i < ends[id]; i++) {
                hash = 31 * hash + text[i];
            }
            int slot = hash(hash);
            while (slots[slot] != 0) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = id + 1;
        }
    }

    private int hash(int stringHash) {
        return stringHash * 0x9E3779B9 >>> Integer.numberOfLeadingZeros(slots.length) + 1;
    }

    /** {@return the number of {@code name}, or {@link #NONE}} */
    int id(String name) {
        int slot = hash(name.hashCode());
        for (int id = slots[slot]; id != 0; id = slots[slot]) {
            if (is(id - 1, name)) {
                return id - 1;
            }
            slot = slot + 1 & slots.length - 1;
        }
        return NONE;
    }

    private boolean is(int id, String name) {
        int start = start(id);
        if (ends[id] - start != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) != text[start + i]) {
                return false;
            }
        }
        return true;
    }

    /** {@return the number of the name in lower case, which is added if it is not there} */
    int lower(int id) {
        int start = start(id);
        int length = ends[id] - start;
        for (int i = start; i < start + length; i++) {
            if (text[i] >= 'A' && text[i] <= 'Z') {
                byte[] lower = Arrays.copyOfRange(text, start, start + length);
                for (int j = 0; j < length; j++) {
                    lower[j] = (byte) Character.toLowerCase(lower[j]);
                }
                return add(lower, 0, length);
            }
        }
        return id;
    }

    /** {@return whether the name is a single word} */
    boolean isWord(int id) {
        for (int i = start(id); i < ends[id]; i++) {
            if (text[i] == '_') {
                return false;
            }
        }
        return true;
    }

    /** {@return the name} */
    String name(int id) {
        return new String(text, start(id), ends[id] - start(id), StandardCharsets.US_ASCII);
    }

    /** {@return how many names there are} */
    int count() {
        return count;
    }

    private int start(int id) {
        return id == 0 ? 0 : ends[id - 1];
    }
}
