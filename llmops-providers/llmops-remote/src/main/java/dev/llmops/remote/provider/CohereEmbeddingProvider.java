package dev.llmops.remote.provider;

import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.remote.Connection;
import dev.llmops.remote.cohere.CohereEmbeddingClient;

/** Makes {@code cohere} embeddings. */
public final class CohereEmbeddingProvider extends RemoteEmbeddingProvider {
    /** Creates the provider. */
    public CohereEmbeddingProvider() {
        super("cohere", "Vectors of cohere: cohere: { model: embed-v4.0 }.", "CO_API_KEY", "COHERE_API_KEY");
    }

    @Override
    EmbeddingClient create(String model, Connection connection, int dimensions, StageConfig config) {
        CohereEmbeddingClient.Builder builder =
                CohereEmbeddingClient.builder(model).connection(connection);
        return (dimensions > 0 ? builder.dimensions(dimensions) : builder).build();
    }
}
