package dev.llmops.remote.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingRequest.Purpose;
import dev.llmops.remote.Connection;
import dev.llmops.remote.embedding.ReplayedEmbeddingContract;
import dev.llmops.remote.http.Replay;
import java.util.List;
import org.junit.jupiter.api.Test;

class BedrockNovaEmbeddingTest extends ReplayedEmbeddingContract {
    @Override
    protected EmbeddingClient client(Connection connection) {
        return BedrockEmbeddingClient.builder("amazon.nova-test")
                .region("us-east-1")
                .truncation(BedrockEmbeddingClient.Truncation.END)
                .connection(connection)
                .build();
    }

    @Override
    protected List<String> textsIn(JsonNode body) {
        return List.of(
                body.path("singleEmbeddingParams").path("text").path("value").asText());
    }

    @Override
    protected String answer(List<String> vectors) {
        return "{\"embeddings\":"
                + vectors.stream()
                        .map(vector -> "{\"embeddingType\":\"TEXT\",\"embedding\":" + vector + "}")
                        .toList()
                + "}";
    }

    @Test
    void writesTheRequest() {
        Replay.Sent sent = sent(new EmbeddingRequest(List.of("a"), Purpose.DOCUMENT, 8));

        assertThat(json(sent.body())).isEqualTo(json("""
                {"taskType":"SINGLE_EMBEDDING","singleEmbeddingParams":{"embeddingPurpose":"GENERIC_INDEX",
                 "embeddingDimension":8,"text":{"truncationMode":"END","value":"a"}}}"""));
    }
}
