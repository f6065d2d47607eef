package dev.llmops.remote.http;

import java.net.URI;
import java.util.Map;

/**
 * A request ready to be sent.
 *
 * @param method the HTTP method
 * @param uri where to; its query holds no secret
 * @param headers all headers but those of the transport, names in lower case
 * @param body the bytes to send; empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record OutgoingRequest(String method, URI uri, Map<String, String> headers, byte[] body) {
    /** Shows method and host only. */
    @Override
    public String toString() {
        return "OutgoingRequest[" + method + " " + uri.getHost() + ", " + body.length + " bytes]";
    }
}
