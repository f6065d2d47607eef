package dev.llmops.remote.stream;

import java.util.function.Consumer;

/**
 * Cuts bytes into events, wherever they are cut on their way. Not safe for concurrent use.
 *
 * <p>What the consumer throws is passed on. Input that no server should send fails with
 * {@link MalformedStreamException}.
 */
public interface EventDecoder {
    /** Takes the next bytes and hands over every event that they complete. */
    void feed(byte[] bytes, int offset, int length, Consumer<WireEvent> sink);

    /**
     * Takes note that no more bytes come, and hands over a last event if it is whole.
     *
     * @return whether the bytes ended between two events; if not, something was cut off
     */
    boolean end(Consumer<WireEvent> sink);
}
