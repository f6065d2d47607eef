package dev.llmops.remote.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A request in the words of a provider.
 *
 * @param path what to append to the base address, with a leading slash, percent-encoded, with its query
 * @param body what to send
 * @param headers headers that this request needs besides those of all; names in lower case
 * @param framing how the answer will be framed
 */
public record WireRequest(String path, ObjectNode body, Map<String, String> headers, Framing framing) {
    /** Creates a request without headers of its own. */
    public WireRequest(String path, ObjectNode body, Framing framing) {
        this(path, body, Map.of(), framing);
    }

    /** Shows the path only. */
    @Override
    public String toString() {
        return "WireRequest[" + path + "]";
    }
}
