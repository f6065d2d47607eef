package dev.llmops.remote.provider;

import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.remote.Connection;
import dev.llmops.remote.ollama.OllamaEmbeddingClient;

/** Makes {@code ollama} embeddings. */
public final class OllamaEmbeddingProvider extends RemoteEmbeddingProvider {
    /** Creates the provider. */
    public OllamaEmbeddingProvider() {
        super("ollama", "Vectors of ollama: ollama: { model: nomic-embed-text }.");
    }

    @Override
    EmbeddingClient create(String model, Connection connection, int dimensions, StageConfig config) {
        OllamaEmbeddingClient.Builder builder =
                OllamaEmbeddingClient.builder(model).connection(connection);
        return (dimensions > 0 ? builder.dimensions(dimensions) : builder).build();
    }
}
