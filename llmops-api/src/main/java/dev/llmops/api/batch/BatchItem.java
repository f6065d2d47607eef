package dev.llmops.api.batch;

import dev.llmops.api.Require;
import dev.llmops.api.model.ModelRequest;

/**
 * One request of a batch.
 *
 * @param customId the caller's own id, by which the result is found; unique within the batch
 * @param request what is asked
 */
public record BatchItem(String customId, ModelRequest request) {
    /** Checks both components. */
    public BatchItem {
        Require.nonBlank(customId, "customId");
        Require.nonNull(request, "request");
    }

    /** Shows the id and counts, not what is asked. */
    @Override
    public String toString() {
        return "BatchItem[" + customId + ", " + request + "]";
    }
}
