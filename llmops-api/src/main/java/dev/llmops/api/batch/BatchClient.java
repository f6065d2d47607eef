package dev.llmops.api.batch;

import dev.llmops.api.CallControl;
import dev.llmops.api.Polling;
import dev.llmops.api.Require;
import java.util.List;
import java.util.Map;

/**
 * Hands many requests to a model at once, and fetches what became of them hours later.
 *
 * <p>Safe for concurrent use. Nothing is kept between calls: whoever has the id of a batch can go on
 * with it in another process. It never tries again by itself.
 *
 * <pre>{@code
 * BatchJob job = batches.submit(items, control);                       // keep job.id()
 * BatchJob ended = batches.awaitEnd(job.id(), Polling.every(Duration.ofMinutes(1)), control);
 * try (BatchResults results = batches.results(ended, control).complete(ids)) {
 *     results.forEachRemaining(result -> ...);
 * }
 * }</pre>
 *
 * <p>All methods throw {@link dev.llmops.api.model.ProviderException} if the provider could not be
 * reached or refused, {@link dev.llmops.api.CallCancelledException} and
 * {@link dev.llmops.api.DeadlineExceededException} as the control says.
 */
public interface BatchClient {
    /**
     * Hands over requests, all or none.
     *
     * <p>All requests are written to a temporary file of this machine before anything is sent, so
     * that memory holds one at a time and one that cannot be sent spoils nothing.
     *
     * @param items the requests, each with an id of its own; read once
     * @param labels what the provider shall store with the batch, so that it can be found again
     * @return the batch, with what had to be left out of the requests as warnings
     * @throws dev.llmops.api.InvalidInputException if there are no items, an id occurs twice or cannot be sent
     * @throws dev.llmops.api.model.UnsupportedCapabilityException if a request cannot be said in the provider's
     *     words, or the provider stores no labels and there are some
     * @throws BatchNotCreatedException if the requests were uploaded and the batch could not be created
     */
    BatchJob submit(Iterable<BatchItem> items, Map<String, String> labels, CallControl control);

    /** Hands over requests without labels; see {@link #submit(Iterable, Map, CallControl)}. */
    default BatchJob submit(Iterable<BatchItem> items, CallControl control) {
        return submit(items, Map.of(), control);
    }

    /** {@return how far a batch has come} */
    BatchJob status(String jobId, CallControl control);

    /**
     * Asks for the end of a batch.
     *
     * @return how far it has come now
     */
    BatchJob cancel(String jobId, CallControl control);

    /** {@return the batches that were submitted last, newest first, {@code most} at most, in [1, 100]} */
    List<BatchJob> recent(int most, CallControl control);

    /**
     * Opens the results of a batch.
     *
     * @param job the batch as it is now
     * @param control also ends the reading of the results
     * @throws dev.llmops.api.InvalidInputException if it has not come to its end
     */
    BatchResults results(BatchJob job, CallControl control);

    /**
     * Waits for the end of a batch, whichever.
     *
     * @return the batch then
     */
    default BatchJob awaitEnd(String jobId, Polling polling, CallControl control) {
        return Require.nonNull(polling, "polling")
                .until(() -> status(jobId, control), job -> job.state().isFinal(), control);
    }
}
