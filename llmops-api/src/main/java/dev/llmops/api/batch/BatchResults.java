package dev.llmops.api.batch;

import dev.llmops.api.Require;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The results of a batch, in any order, read from the provider as they are asked for.
 *
 * <p>Used by the thread that opened it. Holds few results at a time, however many there are. Must be
 * closed, at its end or before.
 *
 * <p>{@link #hasNext()} and {@link #next()} throw a {@link dev.llmops.api.model.ProviderException} if
 * the connection breaks off; the results can then be opened again from their beginning.
 */
public interface BatchResults extends Iterator<BatchResult>, AutoCloseable {
    /** Ends reading. Closing again does nothing. */
    @Override
    void close();

    /**
     * {@return these results, and at their end an {@link BatchResult.Unanswered} for each id without one}
     *
     * <p>Of several results of one id the first is passed on: a batch whose time ran out may list a
     * request in two files.
     *
     * @param customIds the ids of all requests of the batch
     */
    default BatchResults complete(Collection<String> customIds) {
        return new CompleteResults(this, Require.nonNull(customIds, "customIds"));
    }

    /**
     * Reads all results into memory, and closes them.
     *
     * @param customIds the ids of all requests of the batch
     * @return one result per id, in the order of the ids; then those the batch has besides
     */
    default Map<String, BatchResult> join(Collection<String> customIds) {
        Map<String, BatchResult> all = new LinkedHashMap<>();
        Require.nonNull(customIds, "customIds")
                .forEach(id -> all.put(id, new BatchResult.Unanswered(id, BatchResult.Reason.MISSING)));
        try (BatchResults results = complete(customIds)) {
            results.forEachRemaining(result -> all.put(result.customId(), result));
        }
        return all;
    }
}
