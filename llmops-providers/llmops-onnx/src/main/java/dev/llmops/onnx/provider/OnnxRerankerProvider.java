package dev.llmops.onnx.provider;

import dev.llmops.api.embedding.Reranker;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import dev.llmops.onnx.OnnxReranker;

/** Makes {@code onnx-reranker}. Takes {@code directory}, {@code graph}, {@code threads}, {@code max-length}, {@code batch-tokens}, {@code raw-scores}. */
public final class OnnxRerankerProvider implements StageProvider<Reranker> {
    /** Creates the provider. */
    public OnnxRerankerProvider() {}

    @Override
    public Class<Reranker> stage() {
        return Reranker.class;
    }

    @Override
    public String name() {
        return "onnx-reranker";
    }

    @Override
    public String description() {
        return "Reranks in this process by a cross-encoder: onnx-reranker: { directory: models/ms-marco-MiniLM-L-6-v2 }.";
    }

    @Override
    public Reranker create(StageConfig config) {
        OnnxReranker.Builder reranker =
                OnnxReranker.builder(LocalModelSettings.directory(config)).options(LocalModelSettings.encoder(config));
        return (config.flag("raw-scores").orElse(false) ? reranker.rawScores() : reranker).build();
    }
}
