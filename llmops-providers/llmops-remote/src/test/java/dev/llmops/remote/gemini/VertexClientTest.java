package dev.llmops.remote.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallControl;
import dev.llmops.api.ConfigurationException;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.remote.Connection;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.wire.Json;
import dev.llmops.testing.FaultScript;
import dev.llmops.testing.FaultServer;
import dev.llmops.testing.ModelClientContract;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VertexClientTest extends ModelClientContract {
    private static final String TOKEN = "ya29.not-a-token";

    private final FaultServer server = FaultServer.start();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Override
    protected ModelClient client() {
        GeminiClientTest.answer(server);
        return client(server);
    }

    @Override
    protected Optional<ModelClient> failingClient() {
        byte[] body = ("{\"error\":{\"code\":401,\"message\":\"" + TOKEN + "\",\"status\":\"UNAUTHENTICATED\"}}")
                .getBytes(StandardCharsets.UTF_8);
        return Optional.of(client(Replay.of(401, Map.of(), body, 50), "global"));
    }

    @Override
    protected Optional<ModelClient> stalledClient() {
        server.onEveryRequest(FaultScript.ok("text/event-stream")
                .event(GeminiClientTest.line(GeminiClientTest.FIRST))
                .stall());
        return Optional.of(client(server));
    }

    private static VertexClient client(FaultServer server) {
        return VertexClient.builder("gemini-2.5-pro", "my-project", "global")
                .connection(Connection.builder()
                        .baseUri(server.uri().toString())
                        .key(TOKEN)
                        .build())
                .build();
    }

    @Override
    protected List<String> secrets() {
        return List.of(TOKEN);
    }

    private static VertexClient client(Replay replay, String location) {
        return VertexClient.builder("gemini-2.5-pro", "my-project", location)
                .connection(Connection.builder()
                        .key(TOKEN)
                        .transport(replay.transport())
                        .build())
                .build();
    }

    @Test
    void asksTheHostOfTheLocationWithABearerToken() {
        Replay replay = Replay.of("application/json", GeminiClientTest.LAST);

        client(replay, "europe-west4").generate(ModelRequest.of("Hi"), ModelCall.detached());

        Replay.Sent sent = replay.sent().get(0);
        assertThat(sent.uri().getHost()).isEqualTo("europe-west4-aiplatform.googleapis.com");
        assertThat(sent.uri().getPath())
                .isEqualTo("/v1beta1/projects/my-project/locations/europe-west4/publishers/google/models/"
                        + "gemini-2.5-pro:generateContent");
        assertThat(sent.headers()).containsEntry("authorization", "Bearer " + TOKEN);
    }

    @Test
    void theGlobalLocationHasNoPrefix() {
        Replay replay = Replay.of("application/json", GeminiClientTest.LAST);

        client(replay, "global").generate(ModelRequest.of("Hi"), ModelCall.detached());

        assertThat(replay.sent().get(0).uri().getHost()).isEqualTo("aiplatform.googleapis.com");
    }

    @Test
    void anEndpointOfTheUserHasAPathOfItsOwn() {
        Replay replay = Replay.of("application/json", GeminiClientTest.LAST);
        VertexClient client = VertexClient.builder("endpoints/123", "p", "us-central1")
                .connection(Connection.builder()
                        .key(TOKEN)
                        .transport(replay.transport())
                        .build())
                .build();

        client.generate(ModelRequest.of("Hi"), ModelCall.detached());

        assertThat(replay.sent().get(0).uri().getPath())
                .endsWith("/projects/p/locations/us-central1/endpoints/123:generateContent");
    }

    @Test
    void countsWithoutWhatTheCountingDoesNotKnow() {
        Replay replay = Replay.of("application/json", "{\"totalTokens\":2}");
        ModelRequest request = ModelRequest.of("Hi")
                .withOptions(dev.llmops.api.model.GenerationOptions.builder()
                        .providerOptions(
                                GeminiOptions.builder().label("team", "a").build())
                        .build());

        int tokens =
                client(replay, "global").count(request, CallControl.detached()).tokens();

        assertThat(tokens).isEqualTo(2);
        assertThat(Json.read(replay.sent().get(0).body()))
                .isEqualTo(Json.read("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}"));
    }

    @Test
    void knowsTheModelsOfTheStudioUnderItsOwnName() {
        VertexClient client = client(Replay.of("application/json", "{}"), "global");

        assertThat(client.info().provider()).isEqualTo("vertex");
        assertThat(client.info().contextWindow()).hasValue(1_048_576);
    }

    @Test
    void takesProjectAndLocationFromTheEnvironment() {
        Map<String, String> environment = Map.of("GOOGLE_CLOUD_PROJECT", "p1");

        try (VertexClient client = VertexClient.fromEnv("gemini-2.5-pro", name -> environment.getOrDefault(name, ""))
                .build()) {
            assertThat(client).hasToString("VertexClient[gemini-2.5-pro of vertex at aiplatform.googleapis.com]");
        }
        assertThatThrownBy(() -> VertexClient.fromEnv("gemini-2.5-pro", name -> ""))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("GOOGLE_CLOUD_PROJECT");
    }

    @Test
    void refusesALocationThatWouldChangeTheHost() {
        assertThatThrownBy(() -> VertexClient.builder("m", "p", "evil.test/x"))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> VertexClient.builder("m", "p/../q", "global"))
                .isInstanceOf(InvalidInputException.class);
    }
}
