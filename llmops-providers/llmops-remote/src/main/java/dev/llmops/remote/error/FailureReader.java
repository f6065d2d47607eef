package dev.llmops.remote.error;

import dev.llmops.api.Require;
import dev.llmops.api.TimeSource;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ProviderFailure;
import dev.llmops.api.model.SendPhase;
import dev.llmops.remote.http.ResponseHead;

/**
 * Tells what went wrong from an answer that is none: its status, headers and body, of any content type.
 *
 * <p>Reading never fails and never says that nothing is wrong. The provider's text is only found in
 * {@link ProviderFailure#body()}, its first 2,048 characters; what may appear in a message, code and
 * request id, is kept only if it is a plain word. Safe for concurrent use.
 */
public final class FailureReader {
    private static final long UNKNOWN_LENGTH = -1;

    private final TimeSource time;

    /** Creates a reader; {@code time} tells how far off the dates in answers are. */
    public FailureReader(TimeSource time) {
        this.time = Require.nonNull(time, "time");
    }

    /**
     * {@return the facts of a call that was answered with something else than a result}
     *
     * <p>Under a status of success an error object is classed by what it says, and all else is
     * {@link ErrorClass#MALFORMED}. A redirect, which is not followed, has the code {@code redirect}, and a
     * web page {@code web-page}. The status is that of the answer, or under success the one that the error states.
     *
     * @param body the text that came, or the beginning of it; may be empty
     */
    public ProviderFailure read(Origin origin, ResponseHead head, String body, SendPhase phase) {
        Require.nonNull(phase, "phase");
        return facts(origin, head, "", body, UNKNOWN_LENGTH).failure(phase);
    }

    /**
     * {@return the facts of a call that was answered, under a status of success, with something else than a result}
     *
     * @param body the text that came, or the beginning of it; may be empty
     * @param bytes how many bytes came in all
     */
    public ProviderFailure readNoResult(Origin origin, ResponseHead head, String body, long bytes) {
        return facts(origin, head, "", body, bytes).failure(SendPhase.STARTED);
    }

    /**
     * {@return the facts of an error inside a stream whose status was a success}
     *
     * <p>Its class is that of the status it stands for: {@code overloaded_error} is a 529. Whoever has
     * passed on content already must not repeat the call, even if the failure is retryable.
     *
     * @param eventName the name the framing gives the event, such as that of an exception; may be empty
     * @param json what the event carries
     */
    public ProviderFailure readInStream(Origin origin, ResponseHead head, String eventName, String json) {
        Require.nonNull(eventName, "eventName");
        // An error without a name of its own is still one, whatever its shape.
        String name = ErrorNames.isKnown(eventName) ? eventName : "error";
        return facts(origin, head, name, json, UNKNOWN_LENGTH).failure(SendPhase.STARTED);
    }

    private FailureFacts facts(Origin origin, ResponseHead head, String framed, String body, long bytes) {
        ErrorBody read = ErrorBody.of(Require.nonNull(body, "body"));
        return new FailureFacts(origin, head, framed, read, bytes, time.now());
    }
}
