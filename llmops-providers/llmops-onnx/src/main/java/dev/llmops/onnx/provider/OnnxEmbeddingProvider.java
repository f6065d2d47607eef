package dev.llmops.onnx.provider;

import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import dev.llmops.onnx.OnnxEmbeddingClient;

/** Makes {@code onnx-embeddings}. Takes {@code directory}, {@code graph}, {@code threads}, {@code max-length}, {@code batch-tokens}. */
public final class OnnxEmbeddingProvider implements StageProvider<EmbeddingClient> {
    /** Creates the provider. */
    public OnnxEmbeddingProvider() {}

    @Override
    public Class<EmbeddingClient> stage() {
        return EmbeddingClient.class;
    }

    @Override
    public String name() {
        return "onnx-embeddings";
    }

    @Override
    public String description() {
        return "Vectors made in this process: onnx-embeddings: { directory: models/all-MiniLM-L6-v2 }.";
    }

    @Override
    public EmbeddingClient create(StageConfig config) {
        return OnnxEmbeddingClient.builder(LocalModelSettings.directory(config))
                .options(LocalModelSettings.encoder(config))
                .build();
    }
}
