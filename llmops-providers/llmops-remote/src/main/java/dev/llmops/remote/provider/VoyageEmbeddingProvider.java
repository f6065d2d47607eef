package dev.llmops.remote.provider;

import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.remote.Connection;
import dev.llmops.remote.voyage.VoyageEmbeddingClient;

/** Makes {@code voyage} embeddings. */
public final class VoyageEmbeddingProvider extends RemoteEmbeddingProvider {
    /** Creates the provider. */
    public VoyageEmbeddingProvider() {
        super("voyage", "Vectors of voyage: voyage: { model: voyage-3.5 }.", "VOYAGE_API_KEY");
    }

    @Override
    EmbeddingClient create(String model, Connection connection, int dimensions, StageConfig config) {
        VoyageEmbeddingClient.Builder builder =
                VoyageEmbeddingClient.builder(model).connection(connection);
        return (dimensions > 0 ? builder.dimensions(dimensions) : builder).build();
    }
}
