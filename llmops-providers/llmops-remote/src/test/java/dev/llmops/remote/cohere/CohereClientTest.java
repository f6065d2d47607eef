package dev.llmops.remote.cohere;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.remote.Connection;
import dev.llmops.remote.http.Replay;
import dev.llmops.testing.FaultScript;
import dev.llmops.testing.FaultServer;
import dev.llmops.testing.ModelClientContract;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CohereClientTest extends ModelClientContract {
    private static final String KEY = "co-not-a-key-0815";
    private static final String START = "{\"type\":\"message-start\",\"id\":\"m1\"}";
    private static final String DELTA = """
            {"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"Hello"}}}}""";
    private static final String END = """
            {"type":"message-end","delta":{"finish_reason":"COMPLETE","usage":{"billed_units":{"input_tokens":2}}}}""";
    private static final String WHOLE = """
            {"id":"m1","message":{"role":"assistant","content":[{"type":"text","text":"Hello"}]},
             "finish_reason":"COMPLETE"}""";

    private final FaultServer server = FaultServer.start();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Override
    protected ModelClient client() {
        server.onEveryRequest(request -> request.bodyText().contains("\"stream\":true")
                ? FaultScript.ok("text/event-stream").event(START).event(DELTA).event(END)
                : FaultScript.json(200, WHOLE));
        return client(server);
    }

    @Override
    protected Optional<ModelClient> stalledClient() {
        server.onEveryRequest(
                FaultScript.ok("text/event-stream").event(START).event(DELTA).stall());
        return Optional.of(client(server));
    }

    @Override
    protected Optional<ModelClient> failingClient() {
        byte[] body = ("{\"id\":\"x\",\"message\":\"" + KEY + "\"}").getBytes(StandardCharsets.UTF_8);
        return Optional.of(client(Replay.of(500, Map.of(), body, 9)));
    }

    @Override
    protected List<String> secrets() {
        return List.of(KEY);
    }

    private static CohereClient client(FaultServer server) {
        return CohereClient.builder("command-a-03-2025")
                .connection(Connection.builder()
                        .baseUri(server.uri().toString())
                        .key(KEY)
                        .build())
                .build();
    }

    static CohereClient client(Replay replay) {
        return CohereClient.builder("command-a-03-2025")
                .connection(Connection.builder()
                        .key(KEY)
                        .transport(replay.transport())
                        .build())
                .build();
    }

    @Test
    void asksTheSecondVersionWithABearerToken() {
        Replay replay = Replay.of("application/json", WHOLE);

        client(replay).generate(ModelRequest.of("Hi"), ModelCall.detached());

        Replay.Sent sent = replay.sent().get(0);
        assertThat(sent.uri()).hasToString("https://api.cohere.com/v2/chat");
        assertThat(sent.headers()).containsEntry("authorization", "Bearer " + KEY);
        assertThat(sent.body()).doesNotContain("stream");
    }

    @Test
    void knowsItsModels() {
        assertThat(client(Replay.of("application/json", WHOLE)).info().contextWindow())
                .hasValue(256_000);
    }
}
