package dev.llmops.eval.dataset;

import dev.llmops.api.Require;

/**
 * Which version of a data set was read.
 *
 * <p>The hash says what the items are, whatever the format of the file and the order of its lines: CSV and JSON lines
 * with the same items have the same hash, and comparisons join by id. The order has a hash of its own, which resuming
 * an interrupted run needs.
 *
 * @param hash a hash of all items, independent of their order; hexadecimal
 * @param order a hash of the ids in their order; hexadecimal
 * @param items how many items there are
 */
public record DatasetVersion(String hash, String order, long items) {
    /** Checks the components. */
    public DatasetVersion {
        Require.nonBlank(hash, "hash");
        Require.nonBlank(order, "order");
        Require.that(items >= 0, "items", "items must not be negative, was " + items);
    }
}
