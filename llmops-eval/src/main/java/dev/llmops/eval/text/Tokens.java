package dev.llmops.eval.text;

import dev.llmops.eval.python.PythonText;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers the tokens of a segment: equal tokens have equal numbers, and different ones never.
 *
 * <p>For tokens that stand in a buffer of code points, from which no strings are made; {@link WordNumbers} numbers
 * strings. Numbers start at 0. What was numbered stays known until {@link #clear()}. Not safe for concurrent use.
 */
final class Tokens {
    private static final int INITIAL = 64;

    private int[] numbers = new int[INITIAL];
    private int length;

    private final CodePoints word = new CodePoints();
    private final CodePoints kept = new CodePoints();
    private int[] starts = new int[INITIAL + 1];
    private int[] hashes = new int[INITIAL];
    private int distinct;
    // Numbers plus one; 0 is free.
    private int[] slots = new int[4 * INITIAL];

    /** Forgets all tokens. */
    void clear() {
        Arrays.fill(slots, 0);
        kept.length = 0;
        distinct = 0;
        length = 0;
    }

    /** Starts a new text with the tokens that are known. */
    void begin() {
        length = 0;
    }

    /** Adds the token from {@code from} to before {@code to} of {@code line} to the text. */
    void add(CodePoints line, int from, int to) {
        if (length == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * length);
        }
        numbers[length++] = number(line.at, from, to);
    }

    /** Starts a new text with {@code tokens}. */
    void set(List<String> tokens) {
        length = 0;
        for (String token : tokens) {
            word.length = 0;
            word.add(token);
            add(word, 0, word.length);
        }
    }

    /** Starts a new text with the tokens of {@code line}: what stands between white space. */
    void split(CodePoints line) {
        length = 0;
        int[] at = line.at;
        int end = line.length;
        int i = 0;
        while (i < end) {
            int start = i;
            while (i < end && !PythonText.isSpace(at[i])) {
                i++;
            }
            if (i > start) {
                add(line, start, i);
            }
            i++;
        }
    }

    /** Starts a new text in which every code point of {@code line} that is no white space is a token. */
    void characters(CodePoints line) {
        length = 0;
        for (int i = 0; i < line.length; i++) {
            if (!PythonText.isSpace(line.at[i])) {
                add(line, i, i + 1);
            }
        }
    }

    /** {@return how many tokens the text has} */
    int length() {
        return length;
    }

    /** {@return the numbers of the tokens of the text; those before {@link #length()} count, until the next call} */
    int[] numbers() {
        return numbers;
    }

    /** {@return how many tokens are known} */
    int distinct() {
        return distinct;
    }

    private int number(int[] line, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + line[i];
        }
        // Spreads what differs in few bits.
        hash *= 0x9E3779B1;
        hash ^= hash >>> 15;
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0) {
            int number = slots[slot] - 1;
            if (hashes[number] == hash && Arrays.equals(kept.at, starts[number], starts[number + 1], line, from, to)) {
                return number;
            }
            slot = slot + 1 & mask;
        }
        slots[slot] = distinct + 1;
        return keep(hash, line, from, to);
    }

    private int keep(int hash, int[] line, int from, int to) {
        if (distinct == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * distinct);
            starts = Arrays.copyOf(starts, 2 * distinct + 1);
        }
        int number = distinct++;
        hashes[number] = hash;
        kept.ensure(kept.length + to - from);
        System.arraycopy(line, from, kept.at, kept.length, to - from);
        kept.length += to - from;
        starts[number + 1] = kept.length;
        if (2 * distinct > slots.length) {
            spread(4 * distinct);
        }
        return number;
    }

    private void spread(int wanted) {
        slots = new int[Integer.highestOneBit(2 * wanted - 1)];
        int mask = slots.length - 1;
        for (int number = 0; number < distinct; number++) {
            int slot = hashes[number] & mask;
            while (slots[slot] != 0) {
                slot = slot + 1 & mask;
            }
            slots[slot] = number + 1;
        }
    }
}
