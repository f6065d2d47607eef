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

class GeminiEmbeddingClientTest extends ReplayedEmbeddingContract {
    @Override
    protected EmbeddingClient client(Connection connection) {
        return GeminiEmbeddingClient.builder("test-model")
                .connection(connection)
                .build();
    }

    @Override
    protected List<String> textsIn(JsonNode body) {
        return body.path("requests").findValuesAsText("text");
    }

    @Override
    protected String answer(List<String> vectors) {
        return "{\"embeddings\":["
                + vectors.stream().map(vector -> "{\"values\":" + vector + "}").collect(Collectors.joining(","))
                + "],\"usageMetadata\":{\"promptTokenCount\":7}}";
    }

    @Test
    void writesTheRequest() {
        Sent sent = sentBy(
                GeminiEmbeddingClient.builder("gemini-embedding-001"),
                new EmbeddingRequest(List.of("a", "b"), Purpose.CLASSIFICATION, 768));

        assertThat(sent.uri().getPath()).isEqualTo("/v1beta/models/gemini-embedding-001:batchEmbedContents");
        assertThat(json(sent.body())).isEqualTo(json("""
                {"requests":[
                  {"model":"models/gemini-embedding-001","content":{"parts":[{"text":"a"}]},"taskType":"CLASSIFICATION",
                   "outputDimensionality":768},
                  {"model":"models/gemini-embedding-001","content":{"parts":[{"text":"b"}]},"taskType":"CLASSIFICATION",
                   "outputDimensionality":768}]}"""));
    }

    @Test
    void saysInTheTextWhatItIsFor() {
        Sent sent =
                sentBy(GeminiEmbeddingClient.builder("gemini-embedding-2"), EmbeddingRequest.of("a", Purpose.DOCUMENT));

        assertThat(sent.uri().getPath()).isEqualTo("/v1beta/models/gemini-embedding-2:batchEmbedContents");
        assertThat(json(sent.body())).isEqualTo(json("""
                {"requests":[
                  {"model":"models/gemini-embedding-2","content":{"parts":[{"text":"title: none | text: a"}]}}]}"""));
    }

    @Test
    void sendsOneTextAlone() {
        Sent sent = sentBy(
                GeminiEmbeddingClient.builder("gemini-embedding-2")
                        .textsPerRequest(1)
                        .queryTask("fact checking"),
                query("a"));

        assertThat(sent.uri().getPath()).isEqualTo("/v1beta/models/gemini-embedding-2:embedContent");
        assertThat(json(sent.body())).isEqualTo(json("""
                {"content":{"parts":[{"text":"task: fact checking | query: a"}]}}"""));
    }

    @Test
    void saysNothingWhenToldSo() {
        Sent sent = sentBy(GeminiEmbeddingClient.builder("gemini-embedding-2").taskForm(TaskForm.NONE), query("a"));

        assertThat(sent.uri().getPath()).isEqualTo("/v1beta/models/gemini-embedding-2:batchEmbedContents");
        assertThat(json(sent.body())).isEqualTo(json("""
                {"requests":[{"model":"models/gemini-embedding-2","content":{"parts":[{"text":"a"}]}}]}"""));
    }

    private static Sent sentBy(GeminiEmbeddingClient.Builder builder, EmbeddingRequest request) {
        Replay replay = Replay.of("application/json", "{}");
        try (GeminiEmbeddingClient client =
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
        assertThat(response.usage().inputTokens()).hasValue(7);
    }
}
