package dev.llmops.api.batch;

import dev.llmops.api.Require;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Results with one for each id that is expected. Remembers ids, and no results. */
final class CompleteResults implements BatchResults {
    private final BatchResults results;
    private final Set<String> missing;
    private final Set<String> seen = new HashSet<>();
    private @Nullable Iterator<String> left;
    private @Nullable BatchResult next;

    CompleteResults(BatchResults results, Collection<String> customIds) {
        this.results = results;
        this.missing = new LinkedHashSet<>(customIds);
    }

    @Override
    public boolean hasNext() {
        while (next == null && left == null) {
            if (results.hasNext()) {
                accept(results.next());
            } else {
                left = missing.iterator();
            }
        }
        return next != null || Require.nonNull(left, "left").hasNext();
    }

    private void accept(BatchResult result) {
        // What could not be read has no id, and is passed on each time.
        if (result.customId().isEmpty() || seen.add(result.customId())) {
            missing.remove(result.customId());
            next = result;
        }
    }

    @Override
    public BatchResult next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are no further results");
        }
        BatchResult result = next;
        next = null;
        return result != null
                ? result
                : new BatchResult.Unanswered(Require.nonNull(left, "left").next(), BatchResult.Reason.MISSING);
    }

    @Override
    public void close() {
        results.close();
    }
}
