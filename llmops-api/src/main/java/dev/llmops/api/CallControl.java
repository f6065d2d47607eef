package dev.llmops.api;

/**
 * What running code may ask about the call it works for.
 *
 * <p>Safe for concurrent use.
 */
public interface CallControl {
    /** {@return the id under which this call appears in records, events and logs} */
    String callId();

    /** {@return until when the work must be done} */
    Deadline deadline();

    /** {@return tells when nobody wants the result any more} */
    Cancellation cancellation();

    /** {@return control of work that stands alone: no deadline, never cancelled} */
    static CallControl detached() {
        return DetachedCall.INSTANCE;
    }
}
