package dev.llmops.remote.provider;

import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.remote.Connection;
import dev.llmops.remote.bedrock.BedrockEmbeddingClient;

/** Makes {@code bedrock} embeddings. */
public final class BedrockEmbeddingProvider extends RemoteEmbeddingProvider {
    /** Creates the provider. */
    public BedrockEmbeddingProvider() {
        super(
                "bedrock",
                "Vectors of Amazon Bedrock: bedrock: { model: \"amazon.titan-embed-text-v2:0\", region: us-east-1 }; form: titan, nova or cohere; truncation.");
    }

    @Override
    EmbeddingClient create(String model, Connection connection, int dimensions, StageConfig config) {
        BedrockKeys keys = new BedrockKeys(connection, config);
        BedrockEmbeddingClient.Builder builder =
                BedrockEmbeddingClient.builder(model).connection(keys.connection());
        keys.signing().ifPresent(builder::credentials);
        config.string("region").ifPresent(builder::region);
        config.constant("form", BedrockEmbeddingClient.Form.class).ifPresent(builder::form);
        config.constant("truncation", BedrockEmbeddingClient.Truncation.class).ifPresent(builder::truncation);
        return (dimensions > 0 ? builder.dimensions(dimensions) : builder).build();
    }
}
