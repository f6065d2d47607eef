package dev.llmops.remote.huggingface;

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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HuggingFaceEmbeddingClientTest extends ReplayedEmbeddingContract {
    @Override
    protected EmbeddingClient client(Connection connection) {
        return HuggingFaceEmbeddingClient.builder("acme/test-model")
                .connection(connection)
                .build();
    }

    @Override
    protected List<String> textsIn(JsonNode body) {
        return list(body.path("inputs"));
    }

    @Override
    protected String answer(List<String> vectors) {
        return vectors.toString();
    }

    @Test
    void writesTheRequest() {
        Sent sent = sentBy(HuggingFaceEmbeddingClient.builder("BAAI/bge-m3"), query("a"));

        assertThat(sent.uri().getPath()).isEqualTo("/hf-inference/models/BAAI/bge-m3/pipeline/feature-extraction");
        assertThat(json(sent.body())).isEqualTo(json("""
                {"inputs":["a"]}"""));
    }

    @Test
    void writesTheRequestOfAServer() {
        Sent sent = sentBy(
                HuggingFaceEmbeddingClient.server("http://localhost:8080", "BAAI/bge-m3")
                        .normalizing(true)
                        .truncating(true)
                        .promptName(Purpose.QUERY, "query"),
                new EmbeddingRequest(List.of("a"), Purpose.QUERY, 64));

        assertThat(sent.uri().getPath()).isEqualTo("/embed");
        assertThat(json(sent.body())).isEqualTo(json("""
                {"inputs":["a"],"dimensions":64,"normalize":true,"truncate":true,"prompt_name":"query"}"""));
    }

    private static Sent sentBy(HuggingFaceEmbeddingClient.Builder builder, EmbeddingRequest request) {
        Replay replay = Replay.of("application/json", "{}");
        try (HuggingFaceEmbeddingClient client =
                builder.connection(connection(replay)).build()) {
            assertThatThrownBy(() -> client.embed(request, CallControl.detached()))
                    .isNotNull();
        }
        return replay.sent().get(0);
    }

    @Test
    void readsUsageFromAHeader() {
        byte[] body = "[[1,2]]".getBytes(StandardCharsets.UTF_8);
        EmbeddingClient client = client(connection(Replay.of(200, Map.of("x-compute-tokens", "9"), body, 97)));

        EmbeddingResponse response = client.embed(query("x"), CallControl.detached());

        assertThat(response.usage().inputTokens()).hasValue(9);
    }
}
