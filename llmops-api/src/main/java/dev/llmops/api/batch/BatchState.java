package dev.llmops.api.batch;

/** How far a batch has come. */
public enum BatchState {
    /** The provider checks the requests. */
    VALIDATING(false),
    /** It waits for its turn. */
    QUEUED(false),
    /** Requests are being answered. */
    IN_PROGRESS(false),
    /** All are answered; the results are being put together. */
    FINALIZING(false),
    /** Somebody has asked for its end; what is under way is still answered. */
    CANCELLING(false),
    /** It has run to its end; single requests may have failed. */
    COMPLETED(true),
    /** It could not be run at all. */
    FAILED(true),
    /** Its time ran out; there are results of the requests that were answered before. */
    EXPIRED(true),
    /** It was ended; there are results of the requests that were answered before. */
    CANCELLED(true),
    /** The provider says something this library does not know, see {@link BatchJob#rawState()}. */
    UNKNOWN(false);

    private final boolean isFinal;

    BatchState(boolean isFinal) {
        this.isFinal = isFinal;
    }

    /** {@return whether it will not change any more} */
    public boolean isFinal() {
        return isFinal;
    }
}
