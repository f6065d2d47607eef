package dev.llmops.remote.mistral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.CallControl;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingRequest.Purpose;
import dev.llmops.api.embedding.EmbeddingResponse;
import dev.llmops.remote.Connection;
import dev.llmops.remote.embedding.ReplayedEmbeddingContract;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.http.Replay.Sent;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MistralEmbeddingClientTest extends ReplayedEmbeddingContract {
    @Override
    protected EmbeddingClient client(Connection connection) {
        return MistralEmbeddingClient.builder("test-model")
                .connection(connection)
                .build();
    }

    @Override
    protected List<String> textsIn(JsonNode body) {
        return list(body.path("input"));
    }

    @Override
    protected String answer(List<String> vectors) {
        return "{\"data\":["
                + IntStream.range(0, vectors.size())
                        .mapToObj(i -> "{\"index\":" + i + ",\"embedding\":" + vectors.get(i) + "}")
                        .collect(Collectors.joining(","))
                + "],\"model\":\"served\",\"usage\":{\"prompt_tokens\":3,\"total_tokens\":3}}";
    }

    @Test
    void writesTheRequest() {
        Sent sent = sentBy(
                MistralEmbeddingClient.builder("codestral-embed"),
                new EmbeddingRequest(List.of("a"), Purpose.DOCUMENT, 256));

        assertThat(sent.uri().getPath()).isEqualTo("/v1/embeddings");
        assertThat(json(sent.body())).isEqualTo(json("""
                {"model":"codestral-embed","input":["a"],"output_dimension":256}"""));
    }

    private static Sent sentBy(MistralEmbeddingClient.Builder builder, EmbeddingRequest request) {
        Replay replay = Replay.of("application/json", "{}");
        try (MistralEmbeddingClient client =
                builder.connection(connection(replay)).build()) {
            assertThatThrownBy(() -> client.embed(request, CallControl.detached()))
                    .isNotNull();
        }
        return replay.sent().get(0);
    }

    @Test
    void readsModelAndUsage() {
        EmbeddingResponse response = client().embed(query("x"), CallControl.detached());

        assertThat(response.model()).isEqualTo("served");
        assertThat(response.usage().inputTokens()).hasValue(3);
    }
}
