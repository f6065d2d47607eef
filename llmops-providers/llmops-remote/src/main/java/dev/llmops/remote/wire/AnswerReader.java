package dev.llmops.remote.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.remote.stream.WireEvent;

/**
 * Reads one answer, whole or in events, into a {@link ResponseAssembly}. Used by one thread, once.
 *
 * <p>Lenient: what it does not know it keeps and passes on. It throws {@link InStreamFailure} for an
 * error that stands in the place of an answer, and {@link MalformedAnswerException} for what is no
 * answer at all.
 */
public interface AnswerReader {
    /** Reads an answer that came whole. */
    void whole(JsonNode answer);

    /**
     * Reads an event.
     *
     * @return whether it was the last one, so that nothing after it matters
     */
    boolean event(WireEvent event);

    /** {@return whether an answer is complete that ended without a last event} */
    boolean isComplete();

    /** {@return whether the provider goes on with the answer if the connection breaks, so that its id alone is of use} */
    default boolean isKept() {
        return false;
    }

    /**
     * {@return the path at which the rest of a stream that broke off can be read, from the event after the last one that
     * this reader got; empty if there is none}
     *
     * <p>Asked once for each time that the stream breaks; a reader that has had enough says so by an empty path.
     */
    default String continuation() {
        return "";
    }
}
