package dev.llmops.eval.dataset;

import dev.llmops.eval.Item;
import java.math.BigInteger;

/**
 * Adds items up to a version, in constant memory. Not safe for concurrent use.
 *
 * <p>The hash of the content is the sum of the hashes of the items modulo 2^256, hashed with their number: addition
 * does not depend on order, and unlike exclusive or it notices an item that comes twice (Bellare and Micciancio, "A
 * New Paradigm for Collision-Free Hashing", 1997).
 */
public final class VersionTally {
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

    private final ContentHash scratch = ContentHash.begin();
    private final ContentHash order = ContentHash.begin();
    private BigInteger sum = BigInteger.ZERO;
    private long items;

    /** Creates a tally of no items. */
    public VersionTally() {}

    /** Adds the next item. */
    public void add(Item item) {
        sum = sum.add(new BigInteger(1, scratch.add(item).bytes())).mod(MODULUS);
        order.add(item.id());
        items++;
    }

    /** {@return the version that the items are; ends this tally} */
    public DatasetVersion version() {
        String hash = scratch.add(items).add(sum.toString(16)).hex();
        return new DatasetVersion(hash, order.hex(), items);
    }
}
