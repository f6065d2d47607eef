package dev.llmops.remote.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.llmops.api.CallControl;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.FinishReason;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderException;
import dev.llmops.remote.Connection;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.recordings.Recording;
import dev.llmops.remote.recordings.Recordings;
import dev.llmops.testing.FaultScript;
import dev.llmops.testing.FaultServer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OpenAiStoredResponsesTest {
    private static final CallControl CONTROL = CallControl.detached();
    private static final String RUNNING = "{\"id\":\"resp_1\",\"status\":\"in_progress\",\"output\":[]}";

    @Test
    void findsAResponseByItsId() {
        Replay replay = Replay.of("application/json", RUNNING);

        ModelResponse response = stored(replay).find("resp_1/x", CONTROL);

        assertThat(response.id()).isEqualTo("resp_1");
        assertThat(response.rawFinishReason()).isEqualTo("in_progress");
        assertThat(replay.sent().get(0).method()).isEqualTo("GET");
        assertThat(replay.sent().get(0).uri()).hasToString("https://api.openai.com/v1/responses/resp_1%2Fx");
    }

    @Test
    void aRunInTheBackgroundIsFoundThoughItsStreamBrokeBeforeAnyText() {
        try (FaultServer server = FaultServer.start();
                OpenAiClient client = OpenAiClient.builder("gpt-5.2")
                        .api(Api.RESPONSES)
                        .connection(Connection.builder()
                                .baseUri(server.uri() + "/v1")
                                .key("k")
                                .build())
                        .build()) {
            server.enqueue(
                    FaultScript.ok("text/event-stream")
                            .event(
                                    "response.queued",
                                    "{\"type\":\"response.queued\",\"sequence_number\":0,\"response\":{\"id\":\"resp_1\","
                                            + "\"status\":\"queued\",\"background\":true,\"output\":[]}}")
                            .cut(),
                    FaultScript.json(200, RUNNING));
            ModelRequest request = ModelRequest.of("Think long.")
                    .withOptions(GenerationOptions.builder()
                            .providerOptions(OpenAiResponsesOptions.builder()
                                    .background()
                                    .build())
                            .build());

            ProviderException broken = Objects.requireNonNull(catchThrowableOfType(
                    ProviderException.class, () -> client.generate(request, ModelCall.detached())));
            String id = broken.failure().partial().orElseThrow().id();

            assertThat(broken.errorClass()).isEqualTo(ErrorClass.TRUNCATED);
            assertThat(client.storedResponses().find(id, CONTROL).rawFinishReason())
                    .isEqualTo("in_progress");
            assertThat(server.requests().get(1).target()).isEqualTo("/v1/responses/resp_1");
        }
    }

    @Test
    void cancelsAResponse() {
        Replay replay = Replay.of("application/json", "{\"id\":\"resp_1\",\"status\":\"cancelled\",\"output\":[]}");

        ModelResponse response = stored(replay).cancel("resp_1", CONTROL);

        assertThat(response.finishReason()).isEqualTo(FinishReason.ERROR);
        assertThat(response.rawFinishReason()).isEqualTo("cancelled");
        assertThat(replay.sent().get(0).method()).isEqualTo("POST");
        assertThat(replay.sent().get(0).uri().getPath()).isEqualTo("/v1/responses/resp_1/cancel");
    }

    @Test
    void deletesAResponse() {
        Replay replay = Replay.of("application/json", "{\"id\":\"resp_1\",\"deleted\":true}");

        stored(replay).delete("resp_1", CONTROL);

        assertThat(replay.sent().get(0).method()).isEqualTo("DELETE");
        assertThat(replay.sent().get(0).uri().getPath()).isEqualTo("/v1/responses/resp_1");
    }

    @Test
    void failsForAResponseThatIsNotKeptOrFailed() {
        Replay missing = Replay.of(404, Map.of(), "{\"error\":{\"message\":\"no such\"}}".getBytes(UTF_8), 64);
        Replay failed = Replay.of(
                "application/json",
                "{\"id\":\"resp_1\",\"status\":\"failed\",\"output\":[],"
                        + "\"error\":{\"code\":\"server_error\",\"message\":\"oops\"}}");

        assertClass(missing, ErrorClass.NOT_FOUND);
        assertClass(failed, ErrorClass.SERVER);
        assertClass(Replay.of("application/json", "{}"), ErrorClass.MALFORMED);
        assertThatThrownBy(() -> stored(missing).find(" ", CONTROL)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void readsEveryRecordedResponseThatWasAskedForAgain() {
        List<Recording> recordings = Recordings.open()
                .where(entry ->
                        entry.operation().equals("responses") && entry.framing().equals("json"));

        assertThat(recordings).anyMatch(each -> each.request().method().equals("GET"));
        for (Recording recording : recordings) {
            if (recording.request().method().equals("GET")) {
                Recording.Response body = recording.response();
                Replay replay = Replay.of(body.status(), body.headers(), body.body(), 97);
                assertThat(stored(replay).find("resp_1", CONTROL).id())
                        .as(recording.toString())
                        .startsWith("resp_");
            }
        }
    }

    private static void assertClass(Replay replay, ErrorClass expected) {
        assertThatThrownBy(() -> stored(replay).find("resp_1", CONTROL))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        failure -> assertThat(failure.errorClass()).isEqualTo(expected));
    }

    private static OpenAiStoredResponses stored(Replay replay) {
        return OpenAiClient.builder("gpt-5.2")
                .connection(Connection.builder()
                        .key("sk-test")
                        .transport(replay.transport())
                        .build())
                .build()
                .storedResponses();
    }
}
