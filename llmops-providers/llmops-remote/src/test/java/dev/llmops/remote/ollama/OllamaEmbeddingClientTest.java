package dev.llmops.remote.ollama;

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
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OllamaEmbeddingClientTest extends ReplayedEmbeddingContract {
    @Override
    protected EmbeddingClient client(Connection connection) {
        return OllamaEmbeddingClient.builder("test-model")
                .connection(connection)
                .build();
    }

    @Override
    protected List<String> textsIn(JsonNode body) {
        return list(body.path("input"));
    }

    @Override
    protected String answer(List<String> vectors) {
        return "{\"model\":\"served\",\"embeddings\":" + vectors + ",\"prompt_eval_count\":6}";
    }

    @Test
    void writesTheRequest() {
        Sent sent = sentBy(
                OllamaEmbeddingClient.builder("bge-m3").truncating(false).keepAlive(Duration.ofMinutes(1)),
                new EmbeddingRequest(List.of("a"), Purpose.DOCUMENT, 256));

        assertThat(sent.uri().getPath()).isEqualTo("/api/embed");
        assertThat(json(sent.body())).isEqualTo(json("""
                {"model":"bge-m3","input":["a"],"dimensions":256,"truncate":false,"keep_alive":"60000ms"}"""));
    }

    private static Sent sentBy(OllamaEmbeddingClient.Builder builder, EmbeddingRequest request) {
        Replay replay = Replay.of("application/json", "{}");
        try (OllamaEmbeddingClient client =
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
        assertThat(response.usage().inputTokens()).hasValue(6);
    }
}
