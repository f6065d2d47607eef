package dev.llmops.api.batch;

import dev.llmops.api.Require;

/**
 * How many requests of a batch have come how far.
 *
 * @param total all of them; 0 while the provider has not counted them
 * @param succeeded those that were answered
 * @param failed those that failed
 * @param cancelled those that were cancelled, where the provider tells
 * @param expired those whose time ran out, where the provider tells
 */
public record BatchCounts(long total, long succeeded, long failed, long cancelled, long expired) {
    private static final BatchCounts NONE = new BatchCounts(0, 0, 0, 0, 0);

    /** Checks that no count is negative. */
    public BatchCounts {
        Require.that(
                total >= 0 && succeeded >= 0 && failed >= 0 && cancelled >= 0 && expired >= 0,
                "counts",
                "counts must not be negative");
    }

    /** {@return counts of a batch of which nothing is known} */
    public static BatchCounts none() {
        return NONE;
    }

    /** {@return how many will not change any more} */
    public long ended() {
        return succeeded + failed + cancelled + expired;
    }
}
