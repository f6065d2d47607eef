package dev.llmops.remote.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.remote.Connection;
import dev.llmops.remote.embedding.ReplayedEmbeddingContract;
import java.util.List;

class VertexEmbedContentTest extends ReplayedEmbeddingContract {
    @Override
    protected EmbeddingClient client(Connection connection) {
        return VertexEmbeddingClient.builder("test-model", "p1", "global")
                .method(VertexEmbeddingClient.Method.EMBED_CONTENT)
                .connection(connection)
                .build();
    }

    @Override
    protected List<String> textsIn(JsonNode body) {
        return List.of(body.path("content").findValue("text").asText());
    }

    @Override
    protected String answer(List<String> vectors) {
        return "{\"embedding\":{\"values\":" + (vectors.size() == 1 ? vectors.get(0) : vectors) + "}}";
    }
}
