package dev.llmops.eval.text;

import java.util.Arrays;

/**
 * Counts the n-grams of reference texts and tells how many of a hypothesis are among them.
 *
 * <p>An n-gram is a node of a tree: the node of its first n - 1 tokens, and its last token. Both together are the key
 * of a hash table, so nothing is taken for equal that is not. A hypothesis walks the tree only as far as it matches.
 * Not safe for concurrent use.
 */
final class Ngrams {
    private static final int ROOT = 1;
    private static final int INITIAL = 256;
    // What is filled with zeros for every segment should fit into the first cache.
    private static final int KEPT = 2048;

    private final int orders;
    // The node before in the high half, the token in the low one; 0 is free, since nodes start at 1.
    private long[] keys = new long[INITIAL];
    private int[] nodes = new int[INITIAL];
    private int mask = INITIAL - 1;
    private int used = ROOT;

    private int[] most = new int[INITIAL];
    private int[] current = new int[INITIAL];
    private int[] reference = new int[INITIAL];
    private int references;

    /** Creates a counter of n-grams of 1 to {@code orders} tokens. */
    Ngrams(int orders) {
        this.orders = orders;
    }

    /** Forgets the references. */
    void clear() {
        Arrays.fill(keys, 0, mask + 1, 0);
        mask = Math.min(mask, KEPT - 1);
        used = ROOT;
        references = 0;
    }

    /** Counts the n-grams of a reference; of each n-gram the highest count in a reference is remembered. */
    void addReference(int[] tokens, int length) {
        references++;
        reserve(length);
        for (int start = 0; start < length; start++) {
            int node = ROOT;
            int last = Math.min(length, start + orders);
            for (int i = start; i < last; i++) {
                node = child(node, tokens[i]);
                int count = reference[node] == references ? current[node] + 1 : 1;
                reference[node] = references;
                current[node] = count;
                if (count > most[node]) {
                    most[node] = count;
                }
            }
        }
    }

    /**
     * Counts the n-grams of a hypothesis that the references have too, each at most as often as the reference with the
     * most of it.
     *
     * <p>May be called once after the references.
     *
     * @param matches gets the counts, orders ascending, from {@code offset} on
     */
    void match(int[] tokens, int length, double[] matches, int offset) {
        for (int start = 0; start < length; start++) {
            int node = ROOT;
            int last = Math.min(length, start + orders);
            for (int i = start; i < last; i++) {
                node = find(node, tokens[i]);
                if (node == 0) {
                    break;
                }
                if (most[node] > 0) {
                    most[node]--;
                    matches[offset + i - start]++;
                }
            }
        }
    }

    private int find(int parent, int token) {
        long key = (long) parent << 32 | token;
        int slot = slot(key);
        while (keys[slot] != key) {
            if (keys[slot] == 0) {
                return 0;
            }
            slot = slot + 1 & mask;
        }
        return nodes[slot];
    }

    private int child(int parent, int token) {
        long key = (long) parent << 32 | token;
        int slot = slot(key);
        while (keys[slot] != key) {
            if (keys[slot] == 0) {
                return create(key, slot);
            }
            slot = slot + 1 & mask;
        }
        return nodes[slot];
    }

    private int create(long key, int slot) {
        int node = ++used;
        keys[slot] = key;
        nodes[slot] = node;
        most[node] = 0;
        reference[node] = 0;
        return node;
    }

    /** Makes room for the n-grams of {@code length} more tokens. */
    private void reserve(int length) {
        int wanted = Math.addExact(used + 2, Math.multiplyExact(length, orders));
        if (most.length < wanted) {
            int size = Math.max(wanted, 2 * most.length);
            most = Arrays.copyOf(most, size);
            current = Arrays.copyOf(current, size);
            reference = Arrays.copyOf(reference, size);
        }
        if (mask < 2 * (long) wanted) {
            spread(Integer.highestOneBit(Math.multiplyExact(4, wanted)));
        }
    }

    /** Makes the table {@code capacity} long, a power of two. */
    private void spread(int capacity) {
        if (used == ROOT && keys.length >= capacity) {
            // What lies behind the part in use is always free.
            mask = capacity - 1;
            return;
        }
        long[] keysBefore = keys;
        int[] nodesBefore = nodes;
        int end = mask + 1;
        keys = new long[capacity];
        nodes = new int[capacity];
        mask = capacity - 1;
        for (int i = 0; i < end; i++) {
            if (keysBefore[i] != 0) {
                int slot = slot(keysBefore[i]);
                while (keys[slot] != 0) {
                    slot = slot + 1 & mask;
                }
                keys[slot] = keysBefore[i];
                nodes[slot] = nodesBefore[i];
            }
        }
    }

    private int slot(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed ^ mixed >>> 32) & mask;
    }
}
