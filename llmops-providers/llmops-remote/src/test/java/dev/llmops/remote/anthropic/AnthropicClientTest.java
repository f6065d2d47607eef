package dev.llmops.remote.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallControl;
import dev.llmops.api.model.Capability;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.TokenCounter;
import dev.llmops.remote.Connection;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.wire.Json;
import dev.llmops.testing.FaultScript;
import dev.llmops.testing.FaultServer;
import dev.llmops.testing.ModelClientContract;
import dev.llmops.testing.TestCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnthropicClientTest extends ModelClientContract {
    private static final String KEY = "sk-ant-not-a-key-7731";
    private static final String MODEL = "claude-sonnet-4-5";

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Override
    protected ModelClient client() {
        return client(Replay.answeringBytes(sent -> (sent.headers().containsValue("text/event-stream")
                        ? AnthropicAnswers.stream()
                        : AnthropicAnswers.WHOLE)
                .getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    protected Optional<ModelClient> failingClient() {
        return Optional.of(client(Replay.of(
                500,
                Map.of(),
                ("{\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"" + KEY + "\"}}")
                        .getBytes(StandardCharsets.UTF_8),
                100)));
    }

    @Override
    protected Optional<ModelClient> stalledClient() {
        FaultServer server = FaultServer.start();
        server.onEveryRequest(FaultScript.ok("text/event-stream")
                .event("message_start", AnthropicAnswers.START)
                .event("content_block_start", AnthropicAnswers.TEXT_START)
                .event("content_block_delta", AnthropicAnswers.TEXT_DELTA)
                .stall());
        AnthropicClient client = AnthropicClient.builder(MODEL)
                .connection(Connection.builder()
                        .baseUri(server.uri().toString())
                        .key(KEY)
                        .build())
                .build();
        opened.add(client);
        opened.add(server);
        return Optional.of(client);
    }

    @Override
    protected List<String> secrets() {
        return List.of(KEY);
    }

    private static AnthropicClient client(Replay replay) {
        return AnthropicClient.builder(MODEL)
                .connection(Connection.builder()
                        .key(KEY)
                        .transport(replay.transport())
                        .build())
                .build();
    }

    @Test
    void sendsItsKeyInAHeader() {
        Replay replay = Replay.of("application/json", AnthropicAnswers.WHOLE);

        client(replay).generate(request(), TestCall.builder().silent().build());

        Replay.Sent sent = replay.sent().get(0);
        assertThat(sent.uri()).hasToString("https://api.anthropic.com/v1/messages");
        assertThat(sent.headers())
                .containsEntry("x-api-key", KEY)
                .containsEntry("anthropic-version", "2023-06-01")
                .doesNotContainKey("anthropic-beta")
                .doesNotContainKey("authorization");
        assertThat(Json.read(sent.body()).has("stream")).isFalse();
    }

    @Test
    void asksForAStreamWhenSomebodyListens() {
        Replay replay = Replay.of("text/event-stream", AnthropicAnswers.stream());

        client(replay).generate(request(), TestCall.create());

        Replay.Sent sent = replay.sent().get(0);
        assertThat(sent.headers()).containsEntry("accept", "text/event-stream");
        assertThat(Json.read(sent.body()).path("stream").asBoolean()).isTrue();
    }

    @Test
    void asksForWhatIsBeingTriedOut() {
        Replay replay = Replay.of("application/json", AnthropicAnswers.WHOLE);
        AnthropicOptions own = AnthropicOptions.builder()
                .betas("one-2025-01-01", "two-2025-02-02")
                .mcpServer(McpServer.of("wiki", "https://mcp.example"))
                .build();

        client(replay)
                .generate(
                        request()
                                .withOptions(GenerationOptions.builder()
                                        .providerOptions(own)
                                        .build()),
                        TestCall.builder().silent().build());

        assertThat(replay.sent().get(0).headers())
                .containsEntry("anthropic-beta", "one-2025-01-01,two-2025-02-02,mcp-client-2025-04-04");
    }

    @Test
    void countsTheTokensOfARequest() {
        Replay replay = Replay.of("application/json", "{\"input_tokens\":23}");
        ModelRequest request = ModelRequest.of(List.of(Message.system("Be brief."), Message.user("Hello")))
                .withOptions(GenerationOptions.builder()
                        .sampling(Sampling.builder()
                                .maxOutputTokens(10)
                                .temperature(0.5)
                                .seed(3)
                                .build())
                        .build());

        TokenCounter.Count count = client(replay).count(request, CallControl.detached());

        assertThat(count).isEqualTo(new TokenCounter.Count(23, false));
        Replay.Sent sent = replay.sent().get(0);
        assertThat(sent.uri().getPath()).isEqualTo("/v1/messages/count_tokens");
        assertThat(sent.headers()).containsEntry("anthropic-version", "2023-06-01");
        assertThat(Json.read(sent.body())).isEqualTo(Json.read("""
                {"model":"claude-sonnet-4-5","system":"Be brief.",
                 "messages":[{"role":"user","content":[{"type":"text","text":"Hello"}]}]}"""));
    }

    @Test
    void failsToCountWhenNoNumberComes() {
        AnthropicClient client = client(Replay.of("application/json", "{\"tokens\":\"many\"}"));

        assertThatThrownBy(() -> client.count(request(), CallControl.detached()))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        failure -> assertThat(failure.errorClass()).isEqualTo(ErrorClass.MALFORMED));
    }

    @Test
    void tellsTheClassOfAFailure() {
        AnthropicClient client = client(Replay.of(
                529,
                Map.of("request-id", "req_1"),
                "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}"
                        .getBytes(StandardCharsets.UTF_8),
                100));

        assertThatThrownBy(() -> client.generate(request(), ModelCall.detached()))
                .isInstanceOfSatisfying(ProviderException.class, failure -> {
                    assertThat(failure.errorClass()).isEqualTo(ErrorClass.OVERLOADED);
                    assertThat(failure.requestId()).isEqualTo("req_1");
                });
    }

    @Test
    void knowsItsModels() {
        assertThat(client(Replay.of("", "")).info().can(Capability.JSON_SCHEMA)).isTrue();
        assertThat(AnthropicClient.builder("claude-3-haiku-20240307")
                        .build()
                        .info()
                        .can(Capability.REASONING))
                .isFalse();
        assertThat(AnthropicClient.builder("claude-9").build().info().contextWindow())
                .isEmpty();
    }
}
