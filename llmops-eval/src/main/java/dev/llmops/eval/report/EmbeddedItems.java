package dev.llmops.eval.report;

import java.util.HashMap;
import java.util.Map;

/**
 * Chooses the items that a page shows when not all of them fit.
 *
 * <p>An item is taken or left by a hash of its id, so that every run of a page shows the same items, and so that they
 * are a fair sample of the data set wherever it is sorted. Memory grows with the items that are shown.
 */
final class EmbeddedItems {
    private static final int NOT_SHOWN = -1;

    private final int most;
    private final double share;
    private final Map<String, Integer> numbers = new HashMap<>();

    /**
     * Creates a choice.
     *
     * @param most how many items may be shown
     * @param expected how many items there are, as far as known
     */
    EmbeddedItems(int most, long expected) {
        this.most = most;
        this.share = expected <= most ? 1 : (double) most / expected;
    }

    /** {@return the number of the item in the page, new or not; negative if it is not shown} */
    int numberOf(String id) {
        Integer known = numbers.get(id);
        if (known != null) {
            return known;
        }
        if (numbers.size() >= most || hash(id) >= share) {
            return NOT_SHOWN;
        }
        int number = numbers.size();
        numbers.put(id, number);
        return number;
    }

    int count() {
        return numbers.size();
    }

    /** {@return a number in [0, 1) that depends on {@code id} only} */
    private static double hash(String id) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001B3L;
        }
        // FNV-1a spreads the last characters badly; the finalizer of SplitMix64 mends that.
        hash = (hash ^ hash >>> 30) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ hash >>> 27) * 0x94D049BB133111EBL;
        return ((hash ^ hash >>> 31) >>> 11) * 0x1.0p-53;
    }
}
