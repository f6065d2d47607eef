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

class BedrockCohereEmbeddingTest extends ReplayedEmbeddingContract {
    @Override
    protected EmbeddingClient client(Connection connection) {
        return BedrockEmbeddingClient.builder("us.cohere.test-v9:0")
                .region("us-east-1")
                .connection(connection)
                .build();
    }

    @Override
    protected List<String> textsIn(JsonNode body) {
        return list(body.path("texts"));
    }

    @Override
    protected String answer(List<String> vectors) {
        return "{\"embeddings\":{\"float\":" + vectors + "}}";
    }

    @Test
    void writesTheRequest() {
        Replay.Sent sent = sent(new EmbeddingRequest(List.of("a"), Purpose.CLUSTERING, 8));

        assertThat(json(sent.body()))
                .isEqualTo(json("{\"texts\":[\"a\"],\"input_type\":\"clustering\",\"output_dimension\":8}"));
    }

    @Test
    void readsVectorsOfOlderModels() {
        EmbeddingClient client = client(connection(Replay.of("application/json", "{\"embeddings\":[[0.5,1]]}")));

        assertThat(client.embed("x", Purpose.QUERY)).containsExactly(0.5f, 1f);
    }
}
