package dev.llmops.remote.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request to a provider before address and key are known.
 *
 * @param method the HTTP method
 * @param path what to append to the base address, percent-encoded, with its query
 * @param headers headers of this request; names in lower case
 * @param body the bytes to send
 * @param model the model it concerns; empty for none
 * @param metadata the metadata of its options, for those who choose keys by it
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record RemoteCall(
        String method,
        String path,
        Map<String, String> headers,
        byte[] body,
        String model,
        Map<String, String> metadata) {

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

    /** Shows method and path only. */
    @Override
    public String toString() {
        return "RemoteCall[" + method + " " + path + "]";
    }
}
