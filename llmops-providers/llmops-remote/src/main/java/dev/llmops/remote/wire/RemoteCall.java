package dev.llmops.remote.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.remote.http.StreamedBody;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to a provider before address and key are known.
 *
 * @param method the HTTP method
 * @param path what to append to the base address, percent-encoded, with its query
 * @param headers headers of this request; names in lower case
 * @param body the bytes to send; empty for none, or for a streamed body
 * @param model the model it concerns; empty for none
 * @param metadata the metadata of its options, for those who choose keys by it
 * @param streamedBody what to send instead of {@code body}, too long to be held in memory
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record RemoteCall(
        String method,
        String path,
        Map<String, String> headers,
        byte[] body,
        String model,
        Map<String, String> metadata,
        @Nullable StreamedBody streamedBody) {

    /** Creates a request whose body is in memory. */
    public RemoteCall(
            String method,
            String path,
            Map<String, String> headers,
            byte[] body,
            String model,
            Map<String, String> metadata) {
        this(method, path, headers, body, model, metadata, null);
    }

    /** {@return a request that only asks} */
    public static RemoteCall get(String path) {
        return new RemoteCall("GET", path, Map.of("accept", "application/json"), new byte[0], "", Map.of());
    }

    /** {@return a request that sends JSON} */
    public static RemoteCall post(String path, JsonNode body, String model) {
        return new RemoteCall(
                "POST",
                path,
                Map.of("accept", "application/json", "content-type", "application/json"),
                Json.bytes(body),
                model,
                Map.of());
    }

    /** {@return a request that sends JSON, as a wire format wrote it} */
    public static RemoteCall post(WireRequest request, String model) {
        RemoteCall call = post(request.path(), request.body(), model);
        Map<String, String> headers = new LinkedHashMap<>(call.headers());
        headers.putAll(request.headers());
        return new RemoteCall(call.method(), call.path(), headers, call.body(), model, Map.of());
    }

    /** {@return a request that sends a long body} */
    public static RemoteCall upload(String path, String contentType, StreamedBody body, String model) {
        return new RemoteCall(
                "POST",
                path,
                Map.of("accept", "application/json", "content-type", contentType),
                new byte[0],
                model,
                Map.of(),
                body);
    }

    /** {@return this request with further headers, where it has none of their names} */
    public RemoteCall with(Map<String, String> further) {
        if (further.isEmpty()) {
            return this;
        }
        Map<String, String> all = new HashMap<>(further);
        all.putAll(headers);
        return new RemoteCall(method, path, all, body, model, metadata, streamedBody);
    }

    /** Shows method and path only. */
    @Override
    public String toString() {
        return "RemoteCall[" + method + " " + path + "]";
    }
}
