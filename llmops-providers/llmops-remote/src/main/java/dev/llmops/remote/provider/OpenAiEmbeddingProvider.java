package dev.llmops.remote.provider;

import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.remote.Connection;
import dev.llmops.remote.openai.OpenAiEmbeddingClient;

/** Makes {@code openai} embeddings. */
public final class OpenAiEmbeddingProvider extends RemoteEmbeddingProvider {
    /** Creates the provider. */
    public OpenAiEmbeddingProvider() {
        super("openai", "Vectors of openai: openai: { model: text-embedding-3-small }.", "OPENAI_API_KEY");
    }

    @Override
    EmbeddingClient create(String model, Connection connection, int dimensions, StageConfig config) {
        OpenAiEmbeddingClient.Builder builder =
                OpenAiEmbeddingClient.builder(model).connection(connection);
        return (dimensions > 0 ? builder.dimensions(dimensions) : builder).build();
    }
}
