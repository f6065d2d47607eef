package dev.llmops.remote.wire;

import dev.llmops.remote.stream.EventDecoder;
import dev.llmops.remote.stream.EventStreamDecoder;
import dev.llmops.remote.stream.JsonArrayDecoder;
import dev.llmops.remote.stream.NdjsonDecoder;
import dev.llmops.remote.stream.SseDecoder;

/** What frames the events of an answer; known from the request, since content types are often wrong. */
public enum Framing {
    /** Nothing: one JSON value. */
    WHOLE,
    /** Server-sent events. */
    SSE,
    /** A JSON value per line. */
    NDJSON,
    /** The event stream of AWS. */
    EVENT_STREAM,
    /** A JSON array, sent in pieces. */
    JSON_ARRAY;

    /** {@return what cuts such an answer into events of {@code maxEventBytes} at most} */
    public EventDecoder decoder(int maxEventBytes) {
        return switch (this) {
            case SSE -> new SseDecoder(maxEventBytes);
            case NDJSON -> new NdjsonDecoder(maxEventBytes);
            case EVENT_STREAM -> new EventStreamDecoder(maxEventBytes);
            case JSON_ARRAY -> new JsonArrayDecoder(maxEventBytes);
            case WHOLE -> throw new IllegalStateException("a whole answer has no events");
        };
    }

    /** {@return the media types to ask for} */
    public String accept() {
        return switch (this) {
            case SSE -> "text/event-stream";
            case NDJSON -> "application/x-ndjson, application/json";
            case EVENT_STREAM -> "application/vnd.amazon.eventstream";
            case WHOLE, JSON_ARRAY -> "application/json";
        };
    }
}
