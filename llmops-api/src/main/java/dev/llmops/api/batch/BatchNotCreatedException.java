package dev.llmops.api.batch;

import dev.llmops.api.LlmException;

/**
 * Tells that the requests of a batch were uploaded, and that the batch could not be created then.
 *
 * <p>The upload is kept: create the batch from it, or delete it. The cause tells what failed; if it
 * is a connection that broke off, the batch may exist nevertheless, see {@link BatchClient#recent}.
 */
public final class BatchNotCreatedException extends LlmException {
    private static final long serialVersionUID = 1L;

    private final String inputFileId;
    private final boolean retryable;

    /**
     * Creates an exception about one upload.
     *
     * @param inputFileId the provider's id of the uploaded requests
     * @param cause what failed then
     */
    public BatchNotCreatedException(String inputFileId, LlmException cause) {
        super(
                "The requests were uploaded as file " + inputFileId + ", but the batch was not created: "
                        + cause.getMessage() + " Create the batch from that file, or delete the file.",
                cause);
        this.inputFileId = inputFileId;
        this.retryable = cause.isRetryable();
    }

    /** {@return the provider's id of the uploaded requests} */
    public String inputFileId() {
        return inputFileId;
    }

    /** {@return whether creating the batch from the uploaded file may succeed later} */
    @Override
    public boolean isRetryable() {
        return retryable;
    }
}
