package dev.llmops.remote.provider;

import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.remote.Connection;
import dev.llmops.remote.openai.AzureOpenAiEmbeddingClient;

/** Makes {@code azure-openai} embeddings. */
public final class AzureOpenAiEmbeddingProvider extends RemoteEmbeddingProvider {
    /** Creates the provider. */
    public AzureOpenAiEmbeddingProvider() {
        super(
                "azure-openai",
                "Vectors of a deployment on Azure: azure-openai: { model: my-deployment, resource: my-resource }; api-version.",
                "AZURE_OPENAI_API_KEY");
    }

    @Override
    EmbeddingClient create(String model, Connection connection, int dimensions, StageConfig config) {
        AzureOpenAiEmbeddingClient.Builder builder =
                AzureOpenAiEmbeddingClient.builder(model).connection(connection);
        config.string("resource").ifPresent(builder::resource);
        config.string("api-version").ifPresent(builder::apiVersion);
        return (dimensions > 0 ? builder.dimensions(dimensions) : builder).build();
    }
}
