package dev.llmops.remote.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingRequest.Purpose;
import dev.llmops.api.embedding.EmbeddingResponse;
import dev.llmops.api.model.AuthenticationException;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.SendPhase;
import dev.llmops.api.model.Usage;
import dev.llmops.remote.Connection;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.openai.OpenAiEmbeddingClient;
import dev.llmops.remote.wire.Json;
import dev.llmops.testing.TestCall;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EmbeddingEndpointTest {
    @Test
    void sendsAsManyTextsAtOnceAsGo() {
        Replay replay = counting();
        List<String> texts = IntStream.range(0, 7).mapToObj(i -> "text " + i).toList();

        EmbeddingResponse response = client(replay, 3).embed(request(texts), CallControl.detached());

        assertThat(replay.sent())
                .extracting(sent -> Json.read(sent.body()).path("input").size())
                .containsExactly(3, 3, 1);
        assertThat(response.vectors()).hasSize(7);
        assertThat(response.usage().count(Usage.Unit.INPUT_UNCACHED)).hasValue(70);
        assertThat(response.usage().source()).isEqualTo(Usage.Source.PROVIDER);
    }

    @Test
    void sendsNoMoreTokensAtOnceThanGo() {
        List<String> texts = List.of("x ".repeat(100), "y", "x ".repeat(100), "x ".repeat(400), "z");
        BatchLimits limits = new BatchLimits(10, 60);

        List<List<String>> parts = limits.split(texts);

        assertThat(parts).extracting(List::size).containsExactly(2, 1, 1, 1);
        assertThat(parts.stream().flatMap(List::stream)).containsExactlyElementsOf(texts);
    }

    @Test
    void refusesVectorsOfOtherDimensionsThanAskedFor() {
        Replay replay = Replay.of("application/json", "{\"data\":[{\"index\":0,\"embedding\":[1,2,3]}]}");
        EmbeddingRequest request = new EmbeddingRequest(List.of("x"), Purpose.QUERY, 2);

        assertThatThrownBy(() -> client(replay, 3).embed(request, CallControl.detached()))
                .isInstanceOfSatisfying(ProviderException.class, e -> {
                    assertThat(e.errorClass()).isEqualTo(ErrorClass.MALFORMED);
                    assertThat(e.failure().code()).isEqualTo("wrong-dimensions");
                    assertThat(e.failure().phase()).isEqualTo(SendPhase.STARTED);
                });
    }

    @Test
    void refusesVectorsOfDifferentDimensions() {
        Replay replay = Replay.of(
                "application/json",
                "{\"data\":[{\"index\":0,\"embedding\":[1,2,3]},{\"index\":1,\"embedding\":[1,2]}]}");

        assertThatThrownBy(() -> client(replay, 3).embed(request(List.of("x", "y")), CallControl.detached()))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("2 dimensions instead of 3");
    }

    @Test
    void refusesIndexesThatAreThereTwice() {
        Replay replay = Replay.of(
                "application/json", "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":0,\"embedding\":[2]}]}");

        assertThatThrownBy(() -> client(replay, 3).embed(request(List.of("x", "y")), CallControl.detached()))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("there twice");
    }

    @Test
    void tellsAnErrorUnderAStatusOfSuccess() {
        Replay replay = Replay.of(
                "application/json", "{\"error\":{\"message\":\"no\",\"code\":\"invalid_api_key\",\"status\":401}}");

        assertThatThrownBy(() -> client(replay, 3).embed(request(List.of("x")), CallControl.detached()))
                .isInstanceOf(AuthenticationException.class);
    }

    @Test
    void sendsNothingMoreOnceItIsCancelled() {
        TestCall call = TestCall.create();
        Replay replay = Replay.answering(sent -> {
            call.cancel();
            return "{\"data\":[{\"index\":0,\"embedding\":[1]}]}";
        });

        assertThatThrownBy(() -> client(replay, 1).embed(request(List.of("x", "y")), call))
                .isInstanceOf(CallCancelledException.class);
        assertThat(replay.sent()).hasSize(1);
    }

    @Test
    void writesHalfCharactersAsQuestionMarks() {
        Replay replay = counting();

        client(replay, 3).embed(request(List.of("a\ud83d", "\ud83d\ude00")), CallControl.detached());

        assertThat(Json.read(replay.sent().get(0).body()).path("input")).hasToString("[\"a?\",\"\ud83d\ude00\"]");
    }

    private static Replay counting() {
        return Replay.answering(sent -> {
            int texts = Json.read(sent.body()).path("input").size();
            return "{\"data\":"
                    + IntStream.range(0, texts)
                            .mapToObj(i -> "{\"index\":" + i + ",\"embedding\":[0.5,1]}")
                            .toList()
                    + ",\"usage\":{\"prompt_tokens\":" + 10 * texts + "}}";
        });
    }

    private static EmbeddingRequest request(List<String> texts) {
        return EmbeddingRequest.of(texts, Purpose.DOCUMENT);
    }

    private static EmbeddingClient client(Replay replay, int textsPerRequest) {
        return OpenAiEmbeddingClient.builder("test-model")
                .connection(Connection.builder()
                        .key("k")
                        .transport(replay.transport())
                        .build())
                .textsPerRequest(textsPerRequest)
                .build();
    }
}
