package dev.llmops.remote.recordings;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One recorded exchange with a provider.
 *
 * @param provider the provider, as the folder is named
 * @param name the name of the file, without folder and {@code .json}
 * @param entry what the index says of it
 * @param request what was sent
 * @param response what came back
 */
public record Recording(String provider, String name, Entry entry, Request request, Response response) {
    /** Names the recording, for test reports. */
    @Override
    public String toString() {
        return provider + "/" + name;
    }

    /**
     * What the index says of a recording.
     *
     * @param file the file below the folder of recordings
     * @param kind error, stream-error, stream, tools, multimodal or plain
     * @param operation the operation, such as chat, responses, messages, embeddings
     * @param framing json, sse, ndjson, eventstream, json-array, text or empty
     * @param status the HTTP status
     * @param tags what the exchange is about, such as tools or non-ascii
     * @param expected what others derived from the answer; empty where nobody did
     */
    public record Entry(
            String file,
            String kind,
            String operation,
            String framing,
            int status,
            List<String> tags,
            Optional<JsonNode> expected) {
        /** {@return whether the answer was streamed, with or without an error inside} */
        public boolean isStream() {
            return kind.equals("stream") || kind.equals("stream-error");
        }
    }

    /**
     * What was sent.
     *
     * @param method the HTTP method
     * @param host the host name
     * @param path the path, without the query
     * @param query the query as sent, without the question mark; empty if there was none
     * @param headers the kept headers, names in lower case
     * @param body the body as text; empty if there was none
     */
    public record Request(
            String method, String host, String path, String query, Map<String, String> headers, String body) {}

    /**
     * What came back.
     *
     * @param status the HTTP status
     * @param headers the kept headers, names in lower case
     * @param body the bytes; of bodies kept as JSON a rendering of it
     */
    @SuppressWarnings("ArrayRecordComponent") // read by tests only, which do not change it
    public record Response(int status, Map<String, String> headers, byte[] body) {
        /** {@return the body read as UTF-8} */
        public String text() {
            return new String(body, UTF_8);
        }
    }
}
