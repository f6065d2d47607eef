package dev.llmops.remote.http;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request ready to be sent.
 *
 * @param method the HTTP method
 * @param uri where to; its query holds no secret
 * @param headers all headers but those of the transport, names in lower case
 * @param body the bytes to send; empty for none, or for a streamed body
 * @param streamedBody what to send instead of {@code body}, too long to be held in memory
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record OutgoingRequest(
        String method,
        URI uri,
        Map<String, String> headers,
        byte[] body,
        @Nullable StreamedBody streamedBody) {

    /** Creates a request whose body is in memory. */
    public OutgoingRequest(String method, URI uri, Map<String, String> headers, byte[] body) {
        this(method, uri, headers, body, null);
    }

    /** Shows method and host only. */
    @Override
    public String toString() {
        long length = streamedBody == null ? body.length : streamedBody.length();
        return "OutgoingRequest[" + method + " " + uri.getHost() + ", " + length + " bytes]";
    }
}
