package dev.llmops.remote.provider;

import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.remote.Connection;
import dev.llmops.remote.mistral.MistralEmbeddingClient;

/** Makes {@code mistral} embeddings. */
public final class MistralEmbeddingProvider extends RemoteEmbeddingProvider {
    /** Creates the provider. */
    public MistralEmbeddingProvider() {
        super("mistral", "Vectors of mistral: mistral: { model: mistral-embed }.", "MISTRAL_API_KEY");
    }

    @Override
    EmbeddingClient create(String model, Connection connection, int dimensions, StageConfig config) {
        MistralEmbeddingClient.Builder builder =
                MistralEmbeddingClient.builder(model).connection(connection);
        return (dimensions > 0 ? builder.dimensions(dimensions) : builder).build();
    }
}
