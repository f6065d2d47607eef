package dev.llmops.remote.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderException;
import dev.llmops.remote.Connection;
import dev.llmops.remote.http.Replay;
import dev.llmops.testing.FaultScript;
import dev.llmops.testing.FaultServer;
import dev.llmops.testing.ModelClientContract;
import dev.llmops.testing.TestCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every client must do that sends and reads JSON: the contract of model clients, over answers from memory. */
public abstract class ChatClientContract extends ModelClientContract {
    protected static final String KEY = "not-a-key-5d1e";

    private final List<AutoCloseable> opened = new ArrayList<>();

    /** {@return the client under test, reached as {@code connection} says} */
    protected abstract ModelClient client(Connection connection);

    /** {@return where its requests go, when no base address is set} */
    protected abstract String address();

    /** {@return the data of the events of a streamed answer} */
    protected List<String> streamed() {
        return List.of(
                ChatTrial.chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null"),
                ChatTrial.chunk("{\"reasoning\":\"Hm.\"}", "null"),
                ChatTrial.chunk("{\"content\":\"Hello, \"}", "null"),
                ChatTrial.chunk("{\"content\":\"Xanthippe! \\ud83d\\ude00\"}", "null"),
                ChatTrial.chunk(
                        "{\"tool_calls\":[{\"index\":0,\"id\":\"call_0001\",\"function\":{\"name\":\"greet\",\"arguments\":\"{}\"}}]}",
                        "null"),
                ChatTrial.chunk("{}", "\"tool_calls\""),
                "{\"id\":\"c-1\",\"model\":\"m\",\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4}}",
                "[DONE]");
    }

    /** {@return a whole answer} */
    protected String whole() {
        return ChatTrial.answer("{\"role\":\"assistant\",\"content\":\"Hello, Xanthippe!\"}", "stop");
    }

    /** {@return the number of events at the end that nothing is lost without} */
    protected int eventsAfterTheEnd() {
        return 0;
    }

    @AfterEach
    public void closeWhatWasOpened() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private Replay replay() {
        return Replay.answering(sent -> isStreaming(sent) ? sse(streamed()) : whole());
    }

    private static boolean isStreaming(Replay.Sent sent) {
        return sent.headers().getOrDefault("accept", "").contains("event-stream");
    }

    private static String sse(List<String> data) {
        StringBuilder text = new StringBuilder(": comment\n\n");
        data.forEach(each -> text.append("data: ").append(each).append("\n\n"));
        return text.toString();
    }

    private ModelClient client(Replay replay) {
        return client(
                Connection.builder().key(KEY).transport(replay.transport()).build());
    }

    @Override
    protected ModelClient client() {
        return client(replay());
    }

    @Override
    protected Optional<ModelClient> failingClient() {
        String body = "{\"error\":{\"message\":\"bad key " + KEY + "\",\"code\":500}}";
        return Optional.of(client(Replay.of(500, Map.of(), body.getBytes(StandardCharsets.UTF_8), 100)));
    }

    @Override
    protected Optional<ModelClient> stalledClient() {
        FaultServer server = FaultServer.start();
        FaultScript script = FaultScript.ok("text/event-stream");
        for (String data : streamed().subList(0, 4)) {
            script = script.event(data);
        }
        server.onEveryRequest(script.stall());
        ModelClient client = client(
                Connection.builder().key(KEY).baseUri(server.uri().toString()).build());
        opened.add((AutoCloseable) client);
        opened.add(server);
        return Optional.of(client);
    }

    @Override
    protected List<String> secrets() {
        return List.of(KEY);
    }

    @Test
    public void asksAtItsAddressWithItsKeyInAHeader() {
        Replay replay = replay();

        client(replay).generate(request(), TestCall.builder().silent().build());

        Replay.Sent sent = replay.sent().get(0);
        assertThat(sent.method()).isEqualTo("POST");
        assertThat(sent.uri()).hasToString(address());
        assertThat(String.join(" ", sent.headers().values())).contains(KEY);
    }

    @Test
    public void answersAlikeInPiecesOfAnySize() {
        byte[] body = sse(streamed()).getBytes(StandardCharsets.UTF_8);
        ModelResponse expected = client().generate(request(), TestCall.create());

        for (int size : new int[] {1, 2, 3, 7, 97}) {
            Replay pieces = Replay.of(200, Map.of("content-type", "text/event-stream"), body, size);
            ModelResponse response = client(pieces).generate(request(), TestCall.create());

            assertThat(response.message()).isEqualTo(expected.message());
            assertThat(response.usage()).isEqualTo(expected.usage());
        }
    }

    @Test
    public void failsForAStreamThatIsCutAnywhere() {
        byte[] body = sse(streamed()).getBytes(StandardCharsets.UTF_8);
        int end = sse(streamed().subList(0, streamed().size() - eventsAfterTheEnd()))
                .strip()
                .length();

        for (int length = 0; length < end; length += 1 + length % 3) {
            Replay cut = Replay.of(200, Map.of("content-type", "text/event-stream"), Arrays.copyOf(body, length), 8192);

            assertThatThrownBy(() -> client(cut).generate(request(), TestCall.create()))
                    .as("cut after %d bytes", length)
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            failure ->
                                    assertThat(failure.errorClass()).isIn(ErrorClass.TRUNCATED, ErrorClass.MALFORMED));
        }
    }
}
