package dev.llmops.remote.aimock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Timeouts;
import dev.llmops.remote.Transport;
import dev.llmops.remote.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What one test has of the shared server: its own requests in the journal, chaos that strikes only them, and one
 * transport for all its clients.
 */
final class AimockScope implements AutoCloseable {
    private static final String TEST_ID = "X-Test-Id";
    private static final HttpClient CONTROL =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI server;
    private final String testId;
    private final Transport transport = Transport.standard();

    AimockScope(URI server, String testId) {
        this.server = server;
        this.testId = testId;
    }

    /** {@return a connection to the server, with its key; {@code path} begins all paths of a provider} */
    Connection.Builder connection(String path) {
        return Connection.builder()
                .baseUri(server + path)
                .key(AimockServer.KEY)
                .header(TEST_ID, testId)
                .headers(call -> Map.of(JournalEntry.CALL_ID, call.callId()))
                .timeouts(new Timeouts(
                        Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMinutes(1)))
                .transport(transport);
    }

    /** {@return what aimock saw of this scope's requests, in order} */
    List<JournalEntry> journal() {
        List<JournalEntry> entries = new ArrayList<>();
        for (JsonNode entry : control("GET", "/journal?testId=" + testId, "")) {
            entries.add(new JournalEntry(entry));
        }
        return entries;
    }

    /** {@return the only entry of the journal} */
    JournalEntry onlyEntry() {
        assertThat(journal()).hasSize(1);
        return journal().get(0);
    }

    /** Makes what follows in this scope go wrong, as aimock's own settings of chaos say. */
    void chaos(String settings) {
        control("POST", "/chaos", settings);
    }

    /** Ends the chaos of this scope. */
    void calm() {
        control("DELETE", "/chaos", "");
    }

    private JsonNode control(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + "/__aimock" + path))
                .header("Authorization", "Bearer " + AimockServer.KEY)
                .header(TEST_ID, testId)
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = CONTROL.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return Json.read(response.body());
        } catch (IOException e) {
            throw new IllegalStateException("aimock does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Closes the transport; no connection may still be at work. */
    @Override
    public void close() {
        int atWork = transport.connections() - transport.idleConnections();
        transport.close();
        assertThat(atWork).as("connections at work").isZero();
    }
}
