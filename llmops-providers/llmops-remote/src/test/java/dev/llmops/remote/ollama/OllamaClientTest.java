package dev.llmops.remote.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallControl;
import dev.llmops.api.Locality;
import dev.llmops.api.model.Capability;
import dev.llmops.api.model.Modality;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ProviderException;
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

class OllamaClientTest extends ModelClientContract {
    private static final String KEY = "ollama-not-a-key";
    private static final String FIRST =
            "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"Hel\"},\"done\":false}";
    private static final String LAST = "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"lo\","
            + "\"tool_calls\":[{\"function\":{\"name\":\"wave\",\"arguments\":{\"n\":1}}}]},\"done\":true,"
            + "\"done_reason\":\"stop\",\"prompt_eval_count\":7,\"eval_count\":3}";

    private final FaultServer server = FaultServer.start();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Override
    protected ModelClient client() {
        server.onEveryRequest(request -> request.bodyText().contains("\"stream\":true")
                ? FaultScript.ok("application/x-ndjson").line(FIRST).line(LAST)
                : FaultScript.json(200, LAST));
        return client(server);
    }

    @Override
    protected Optional<ModelClient> stalledClient() {
        server.onEveryRequest(FaultScript.ok("application/x-ndjson").line(FIRST).stall());
        return Optional.of(client(server));
    }

    @Override
    protected Optional<ModelClient> failingClient() {
        byte[] body = ("{\"error\":\"" + KEY + "\"}").getBytes(StandardCharsets.UTF_8);
        return Optional.of(client(Replay.of(500, Map.of(), body, 9)));
    }

    @Override
    protected List<String> secrets() {
        return List.of(KEY);
    }

    private static OllamaClient client(FaultServer server) {
        return OllamaClient.builder("m")
                .connection(Connection.builder()
                        .baseUri(server.uri().toString())
                        .key(KEY)
                        .build())
                .build();
    }

    static OllamaClient client(Replay replay) {
        return OllamaClient.builder("m").connection(connection(replay)).build();
    }

    private static Connection connection(Replay replay) {
        return Connection.builder()
                .baseUri("http://127.0.0.1:11434")
                .transport(replay.transport())
                .build();
    }

    @Test
    void needsNoKeyAndSaysThatNoStreamIsWanted() {
        Replay replay = Replay.of("application/json", LAST);

        client(replay).generate(ModelRequest.of("Hi"), ModelCall.detached());

        Replay.Sent sent = replay.sent().get(0);
        assertThat(sent.uri()).hasToString("http://127.0.0.1:11434/api/chat");
        assertThat(sent.headers()).doesNotContainKey("authorization");
        assertThat(sent.body()).contains("\"stream\":false");
    }

    @Test
    void isLocalOnThisMachineOnly() {
        OllamaClient away = OllamaClient.builder("m")
                .connection(Connection.to("https://ollama.com"))
                .build();

        assertThat(client(Replay.of("application/json", LAST)).info().locality())
                .isEqualTo(Locality.LOCAL);
        assertThat(away.info().locality()).isEqualTo(Locality.REMOTE);
        away.close();
    }

    @Test
    void asksTheServerWhatTheModelCanDo() {
        Replay replay = Replay.of("application/json", """
                {"capabilities":["completion","vision"],"model_info":{"general.architecture":"gemma3",
                 "gemma3.context_length":131072,"gemma3.block_count":26}}""");

        ModelInfo info = OllamaClient.builder("gemma3")
                .connection(connection(replay))
                .discover(CallControl.detached())
                .info();

        assertThat(replay.sent().get(0).uri().getPath()).isEqualTo("/api/show");
        assertThat(replay.sent().get(0).body()).isEqualTo("{\"model\":\"gemma3\"}");
        assertThat(info.contextWindow()).hasValue(131_072);
        assertThat(info.inputs()).containsExactlyInAnyOrder(Modality.TEXT, Modality.IMAGE);
        assertThat(info.can(Capability.TOOLS)).isFalse();
        assertThat(info.can(Capability.REASONING)).isFalse();
        assertThat(info.can(Capability.JSON_SCHEMA)).isTrue();
        assertThat(info.locality()).isEqualTo(Locality.LOCAL);
    }

    @Test
    void anOlderServerTellsLess() {
        Replay replay = Replay.of("application/json", "{\"modelfile\":\"x\"}");

        ModelInfo info = OllamaClient.builder("m")
                .connection(connection(replay))
                .discover(CallControl.detached())
                .info();

        assertThat(info.contextWindow()).isEmpty();
        assertThat(info.can(Capability.TOOLS)).isTrue();
    }

    @Test
    void aModelThatIsNotThereIsToldAtOnce() {
        byte[] body = "{\"error\":\"model 'm' not found\"}".getBytes(StandardCharsets.UTF_8);
        Replay replay = Replay.of(404, Map.of(), body, 99);

        assertThatThrownBy(() ->
                        OllamaClient.builder("m").connection(connection(replay)).discover(CallControl.detached()))
                .isInstanceOf(ProviderException.class);
    }
}
