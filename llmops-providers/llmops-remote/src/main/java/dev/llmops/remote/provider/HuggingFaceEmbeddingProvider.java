package dev.llmops.remote.provider;

import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.remote.Connection;
import dev.llmops.remote.huggingface.HuggingFaceEmbeddingClient;

/** Makes {@code huggingface} embeddings. */
public final class HuggingFaceEmbeddingProvider extends RemoteEmbeddingProvider {
    /** Creates the provider. */
    public HuggingFaceEmbeddingProvider() {
        super("huggingface", "Vectors of huggingface: huggingface: { model: BAAI/bge-m3 }.", "HF_TOKEN");
    }

    @Override
    EmbeddingClient create(String model, Connection connection, int dimensions, StageConfig config) {
        HuggingFaceEmbeddingClient.Builder builder =
                HuggingFaceEmbeddingClient.builder(model).connection(connection);
        return (dimensions > 0 ? builder.dimensions(dimensions) : builder).build();
    }
}
