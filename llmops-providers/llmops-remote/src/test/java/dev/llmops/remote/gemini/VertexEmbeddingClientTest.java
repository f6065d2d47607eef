package dev.llmops.remote.gemini;

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
import org.junit.jupiter.api.Test;

class VertexEmbeddingClientTest extends ReplayedEmbeddingContract {
    @Override
    protected EmbeddingClient client(Connection connection) {
        return VertexEmbeddingClient.builder("test-model", "p1", "global")
                .connection(connection)
                .build();
    }

    @Override
    protected List<String> textsIn(JsonNode body) {
        return body.path("instances").findValuesAsText("content");
    }

    @Override
    protected String answer(List<String> vectors) {
        return "{\"predictions\":["
                + vectors.stream()
                        .map(vector -> "{\"embeddings\":{\"values\":" + vector
                                + ",\"statistics\":{\"token_count\":2,\"truncated\":false}}}")
                        .collect(Collectors.joining(","))
                + "]}";
    }

    @Test
    void writesTheRequest() {
        Sent sent = sentBy(
                VertexEmbeddingClient.builder("text-embedding-005", "p1", "europe-west4"),
                new EmbeddingRequest(List.of("a"), Purpose.QUERY, 256));

        assertThat(sent.uri().getPath())
                .isEqualTo(
                        "/v1beta1/projects/p1/locations/europe-west4/publishers/google/models/text-embedding-005:predict");
        assertThat(json(sent.body())).isEqualTo(json("""
                {"instances":[{"content":"a","task_type":"RETRIEVAL_QUERY"}],"parameters":{"outputDimensionality":256}}"""));
    }

    @Test
    void writesTheNewerRequest() {
        Sent sent = sentBy(VertexEmbeddingClient.builder("gemini-embedding-2", "p1", "global"), query("a"));

        assertThat(sent.uri().getPath())
                .isEqualTo(
                        "/v1beta1/projects/p1/locations/global/publishers/google/models/gemini-embedding-2:embedContent");
        assertThat(json(sent.body())).isEqualTo(json("""
                {"content":{"parts":[{"text":"task: search result | query: a"}]}}"""));
    }

    private static Sent sentBy(VertexEmbeddingClient.Builder builder, EmbeddingRequest request) {
        Replay replay = Replay.of("application/json", "{}");
        try (VertexEmbeddingClient client =
                builder.connection(connection(replay)).build()) {
            assertThatThrownBy(() -> client.embed(request, CallControl.detached()))
                    .isNotNull();
        }
        return replay.sent().get(0);
    }

    @Test
    void readsModelAndUsage() {
        EmbeddingResponse response = client().embed(query("x"), CallControl.detached());

        assertThat(response.model()).isEqualTo("");
        assertThat(response.usage().inputTokens()).hasValue(2);
    }

    @Test
    void asksWhereTheModelRuns() {
        assertThat(sentBy(VertexEmbeddingClient.builder("m", "p1", "global"), query("a"))
                        .uri()
                        .getHost())
                .isEqualTo("aiplatform.googleapis.com");
        assertThat(sentBy(VertexEmbeddingClient.builder("m", "p1", "us-east1"), query("a"))
                        .uri()
                        .getHost())
                .isEqualTo("us-east1-aiplatform.googleapis.com");
    }
}
