package dev.llmops.remote.provider;

import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.remote.Connection;
import dev.llmops.remote.gemini.VertexEmbeddingClient;

/** Makes {@code vertex} embeddings. */
public final class VertexEmbeddingProvider extends RemoteEmbeddingProvider {
    /** Creates the provider. */
    public VertexEmbeddingProvider() {
        super(
                "vertex",
                "Vectors of Vertex AI: vertex: { model: text-embedding-005, project: my-project, location: europe-west4 }; method: predict or embed-content.",
                "GOOGLE_OAUTH_ACCESS_TOKEN");
    }

    @Override
    EmbeddingClient create(String model, Connection connection, int dimensions, StageConfig config) {
        VertexEmbeddingClient.Builder builder = VertexEmbeddingClient.builder(
                        model,
                        config.requiredString("project"),
                        config.string("location").orElse("global"))
                .connection(connection);
        config.constant("method", VertexEmbeddingClient.Method.class).ifPresent(builder::method);
        return (dimensions > 0 ? builder.dimensions(dimensions) : builder).build();
    }
}
