package dev.llmops.api.tuning;

/** How far a fine-tuning job has come. */
public enum TuningState {
    /** The provider checks the files. */
    VALIDATING(false),
    /** The files are good; the job waits to be {@linkplain FineTuningClient#resume started}. */
    READY(false),
    /** It waits for its turn. */
    QUEUED(false),
    /** The model learns. */
    RUNNING(false),
    /** It stands still until it is {@linkplain FineTuningClient#resume resumed}. */
    PAUSED(false),
    /** Somebody has asked for its end. */
    CANCELLING(false),
    /** There is a new model. */
    SUCCEEDED(true),
    /** It failed, see {@link TuningJob#problem()}. */
    FAILED(true),
    /** It was ended; there may be checkpoints. */
    CANCELLED(true),
    /** The provider says something this library does not know, see {@link TuningJob#rawState()}. */
    UNKNOWN(false);

    private final boolean isFinal;

    TuningState(boolean isFinal) {
        this.isFinal = isFinal;
    }

    /** {@return whether it will not change any more} */
    public boolean isFinal() {
        return isFinal;
    }
}
