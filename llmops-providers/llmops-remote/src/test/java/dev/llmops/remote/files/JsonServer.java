package dev.llmops.remote.files;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.remote.Connection;
import dev.llmops.remote.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** A provider on this machine that answers request after request from a script. */
public final class JsonServer implements AutoCloseable {
    /** The key that clients of this server send. */
    public static final String KEY = "test-key-of-this-server";

    private final MockWebServer server = new MockWebServer();

    /** Starts a server with an empty script. */
    public JsonServer() {
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return a connection to the server, whose base address ends with {@code path}} */
    public Connection connection(String path) {
        return Connection.builder()
                .baseUri("http://localhost:" + server.getPort() + path)
                .key(KEY)
                .build();
    }

    /** Answers the next request with success. */
    public JsonServer answers(String json) {
        return answers(200, json);
    }

    /** Answers the next request. */
    public JsonServer answers(int status, String json) {
        return answers(status, Map.of("content-type", "application/json"), json);
    }

    /** Answers the next request, with headers. */
    public JsonServer answers(int status, Map<String, String> headers, String body) {
        MockResponse.Builder response = new MockResponse.Builder().code(status).body(body);
        headers.forEach(response::setHeader);
        server.enqueue(response.build());
        return this;
    }

    /** {@return how many requests have come} */
    public int requests() {
        return server.getRequestCount();
    }

    /** {@return the next request that has come} */
    public Sent sent() {
        try {
            RecordedRequest request =
                    Objects.requireNonNull(server.takeRequest(5, TimeUnit.SECONDS), "there is no further request");
            String type = Objects.requireNonNullElse(request.getHeaders().get("content-type"), "");
            String body = request.getBody() == null ? "" : request.getBody().utf8();
            return new Sent(
                    request.getMethod() + " " + request.getTarget(),
                    type,
                    Objects.requireNonNullElse(request.getHeaders().get("authorization"), ""),
                    request.getHeaders().toMultimap(),
                    body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        server.close();
    }

    /**
     * A request that has come.
     *
     * @param line method and path
     * @param contentType the type of the body
     * @param authorization who sent it
     * @param headers all headers, names in lower case
     * @param body the body as text
     */
    public record Sent(
            String line, String contentType, String authorization, Map<String, List<String>> headers, String body) {
        /** {@return the body as JSON} */
        public JsonNode json() {
            return Json.read(body);
        }

        /** {@return the value of a header; empty if there is none} */
        public String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }

        /** {@return the part of a form with a name} */
        public String part(String name) {
            int boundaryAt = contentType.indexOf("boundary=");
            String boundary = "--" + contentType.substring(boundaryAt + "boundary=".length());
            for (String part : body.split(java.util.regex.Pattern.quote(boundary), -1)) {
                int end = part.indexOf("\r\n\r\n");
                if (end >= 0 && part.substring(0, end).contains("name=\"" + name + "\"")) {
                    return part.substring(end + 4, part.length() - 2);
                }
            }
            throw new AssertionError("no part " + name);
        }
    }
}
