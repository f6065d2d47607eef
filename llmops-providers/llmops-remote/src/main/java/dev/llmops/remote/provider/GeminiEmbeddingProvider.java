package dev.llmops.remote.provider;

import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.remote.Connection;
import dev.llmops.remote.gemini.GeminiEmbeddingClient;

/** Makes {@code gemini} embeddings. */
public final class GeminiEmbeddingProvider extends RemoteEmbeddingProvider {
    /** Creates the provider. */
    public GeminiEmbeddingProvider() {
        super(
                "gemini",
                "Vectors of gemini: gemini: { model: gemini-embedding-001 }.",
                "GEMINI_API_KEY",
                "GOOGLE_API_KEY");
    }

    @Override
    EmbeddingClient create(String model, Connection connection, int dimensions, StageConfig config) {
        GeminiEmbeddingClient.Builder builder =
                GeminiEmbeddingClient.builder(model).connection(connection);
        return (dimensions > 0 ? builder.dimensions(dimensions) : builder).build();
    }
}
