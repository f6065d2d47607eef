package dev.llmops.remote.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.llmops.api.CallControl;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.TokenCounter;
import dev.llmops.remote.Connection;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.wire.Json;
import dev.llmops.testing.FaultScript;
import dev.llmops.testing.FaultServer;
import dev.llmops.testing.ModelClientContract;
import dev.llmops.testing.TestCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GeminiClientTest extends ModelClientContract {
    static final String KEY = "AIza-not-a-key-4711";
    static final String FIRST = """
            {"candidates":[{"content":{"role":"model","parts":[{"text":"Hel"}]}}],"responseId":"r1"}""";
    static final String LAST = """
            {"candidates":[{"content":{"role":"model","parts":[{"text":"lo"},{"functionCall":{"name":"wave","args":{"n":1}}}]},
              "finishReason":"STOP"}],
             "usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":3,"totalTokenCount":10},"responseId":"r1"}""";

    private final FaultServer server = FaultServer.start();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Override
    protected ModelClient client() {
        answer(server);
        return client(server);
    }

    @Override
    protected Optional<ModelClient> failingClient() {
        String body = "{\"error\":{\"code\":500,\"message\":\"" + KEY + "\",\"status\":\"INTERNAL\"}}";
        return Optional.of(
                client(Replay.of(500, Map.of(), body.getBytes(java.nio.charset.StandardCharsets.UTF_8), 99)));
    }

    @Override
    protected Optional<ModelClient> stalledClient() {
        server.onEveryRequest(
                FaultScript.ok("text/event-stream").event(line(FIRST)).stall());
        return Optional.of(client(server));
    }

    /** Has the server answer whole or in events, as it is asked. */
    static void answer(FaultServer server) {
        server.onEveryRequest(request -> request.target().contains("stream")
                ? FaultScript.ok("text/event-stream").event(line(FIRST)).event(line(LAST))
                : FaultScript.json(200, LAST));
    }

    private static GeminiClient client(FaultServer server) {
        return GeminiClient.builder("gemini-2.5-flash")
                .connection(Connection.builder()
                        .baseUri(server.uri().toString())
                        .key(KEY)
                        .build())
                .build();
    }

    @Override
    protected List<String> secrets() {
        return List.of(KEY);
    }

    static GeminiClient client(Replay replay) {
        return GeminiClient.builder("gemini-2.5-flash")
                .connection(connection(replay))
                .build();
    }

    static Connection connection(Replay replay) {
        return Connection.builder().key(KEY).transport(replay.transport()).build();
    }

    static String line(String json) {
        return json.replace("\n", " ");
    }

    @Test
    void sendsTheKeyInAHeaderAndNowhereElse() {
        Replay replay = Replay.of("application/json", LAST);

        client(replay)
                .generate(ModelRequest.of("Hi"), TestCall.builder().silent().build());

        Replay.Sent sent = replay.sent().get(0);
        assertThat(sent.uri())
                .hasToString(
                        "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:generateContent");
        assertThat(sent.headers()).containsEntry("x-goog-api-key", KEY).doesNotContainKey("authorization");
        assertThat(sent.body()).doesNotContain(KEY);
    }

    @Test
    void asksForServerSentEventsWhenStreaming() {
        Replay replay = Replay.sse(line(LAST));

        client(replay).generate(ModelRequest.of("Hi"), TestCall.create());

        assertThat(replay.sent().get(0).uri().toString()).endsWith(":streamGenerateContent?alt=sse");
    }

    @Test
    void readsAStreamThatIsAnArray() {
        Replay replay = Replay.of("application/json", "[" + FIRST + "\n,\n" + LAST + "]");
        TestCall call = TestCall.create();

        GeminiClient client = GeminiClient.builder("gemini-2.5-flash")
                .connection(connection(replay))
                .streamingAsArray()
                .build();

        assertThat(client.generate(ModelRequest.of("Hi"), call).text()).isEqualTo("Hello");
        assertThat(call.text()).isEqualTo("Hello");
        assertThat(replay.sent().get(0).uri().getQuery()).isNull();
    }

    @Test
    void failsWhenThePromptIsBlocked() {
        Replay replay = Replay.of("application/json", """
                {"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":4}}""");

        ProviderException failure = catchThrowableOfType(
                ProviderException.class,
                () -> client(replay)
                        .generate(
                                ModelRequest.of("Hi"),
                                TestCall.builder().silent().build()));

        assertThat(failure.errorClass()).isEqualTo(ErrorClass.CONTENT_FILTERED);
        assertThat(failure.isRetryable()).isFalse();
    }

    @Test
    void aBlockedPromptFailsInAStreamToo() {
        Replay replay = Replay.sse("{\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"}}");

        ProviderException failure = catchThrowableOfType(
                ProviderException.class, () -> client(replay).generate(ModelRequest.of("Hi"), TestCall.create()));

        assertThat(failure.errorClass()).isEqualTo(ErrorClass.CONTENT_FILTERED);
    }

    @Test
    void countsTheTokensOfAWholeRequest() {
        Replay replay = Replay.of("application/json", "{\"totalTokens\":31}");

        TokenCounter.Count count = client(replay).count(ModelRequest.of("Hi"), CallControl.detached());

        assertThat(count).isEqualTo(new TokenCounter.Count(31, false));
        assertThat(replay.sent().get(0).uri().getPath()).endsWith("/models/gemini-2.5-flash:countTokens");
        assertThat(Json.read(replay.sent().get(0).body())).isEqualTo(Json.read("""
                {"generateContentRequest":{"model":"models/gemini-2.5-flash",
                  "contents":[{"role":"user","parts":[{"text":"Hi"}]}]}}"""));
    }

    @Test
    void aCountWithoutANumberIsMalformed() {
        Replay replay = Replay.of("application/json", "{}");

        ProviderException failure = catchThrowableOfType(
                ProviderException.class, () -> client(replay).count(ModelRequest.of("Hi"), CallControl.detached()));

        assertThat(failure.errorClass()).isEqualTo(ErrorClass.MALFORMED);
    }

    @Test
    void encodesTheNameOfTheModelInThePath() {
        Replay replay = Replay.of("application/json", LAST);
        GeminiClient client = GeminiClient.builder("tunedModels/my model?x")
                .connection(connection(replay))
                .build();

        client.generate(ModelRequest.of("Hi"), ModelCall.detached());

        assertThat(replay.sent().get(0).uri().getRawPath()).startsWith("/v1beta/tunedModels/my%20model%3Fx:");
    }

    @Test
    void refusesABlankModel() {
        assertThatThrownBy(() -> GeminiClient.builder(" ")).hasMessageContaining("model");
    }
}
