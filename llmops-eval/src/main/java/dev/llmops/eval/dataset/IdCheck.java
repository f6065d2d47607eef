package dev.llmops.eval.dataset;

import dev.llmops.eval.Item;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * Finds ids that come twice, in 8 to 24 bytes an item.
 *
 * <p>Keeps 64 bits of each id in an open table. Two ids that agree in these bits are looked up in the data set before
 * anything is said.
 */
final class IdCheck {
    private static final int FIRST_SIZE = 1 << 10;

    private final Dataset dataset;
    private long[] table = new long[FIRST_SIZE];
    private int used;
    private long seen;

    IdCheck(Dataset dataset) {
        this.dataset = dataset;
    }

    /** Takes the next item of the data set. */
    void add(Item item) {
        if (!insert(hash(item.id()))) {
            long first = positionOf(item.id(), seen);
            if (first >= 0) {
                throw DatasetException.of(
                        dataset.name(),
                        "items " + (first + 1) + " and " + (seen + 1) + " have the same id \"" + item.id()
                                + "\". Ids join results, so give every item its own.",
                        null);
            }
        }
        seen++;
    }

    private long positionOf(String id, long before) {
        try (Stream<Item> items = dataset.stream()) {
            Iterator<Item> each = items.iterator();
            for (long i = 0; i < before && each.hasNext(); i++) {
                if (each.next().id().equals(id)) {
                    return i;
                }
            }
        }
        return -1;
    }

    private boolean insert(long hash) {
        if (used * 2L >= table.length) {
            grow();
        }
        int at = place(table, hash);
        if (table[at] == hash) {
            return false;
        }
        table[at] = hash;
        used++;
        return true;
    }

    private void grow() {
        long[] larger = new long[Math.multiplyExact(table.length, 2)];
        Arrays.stream(table).filter(hash -> hash != 0).forEach(hash -> larger[place(larger, hash)] = hash);
        table = larger;
    }

    /** {@return where {@code hash} is or belongs} */
    private static int place(long[] table, long hash) {
        int mask = table.length - 1;
        int at = (int) (hash ^ hash >>> 32) & mask;
        while (table[at] != 0 && table[at] != hash) {
            at = at + 1 & mask;
        }
        return at;
    }

    /** Zero marks an empty place, so no hash is zero. */
    private static long hash(String id) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001B3L;
        }
        hash ^= hash >>> 29;
        hash *= 0xBF58476D1CE4E5B9L;
        hash ^= hash >>> 32;
        return hash == 0 ? 1 : hash;
    }
}
