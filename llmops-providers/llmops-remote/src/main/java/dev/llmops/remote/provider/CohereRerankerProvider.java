package dev.llmops.remote.provider;

import dev.llmops.api.embedding.Reranker;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import dev.llmops.remote.cohere.CohereReranker;

/** Makes the {@code cohere} reranker. */
public final class CohereRerankerProvider implements StageProvider<Reranker> {
    /** Creates the provider. */
    public CohereRerankerProvider() {}

    @Override
    public Class<Reranker> stage() {
        return Reranker.class;
    }

    @Override
    public String name() {
        return "cohere";
    }

    @Override
    public String description() {
        return "A reranker of cohere: cohere: { model: rerank-v3.5 }.";
    }

    @Override
    public Reranker create(StageConfig config) {
        return CohereReranker.builder(config.requiredString("model"))
                .connection(new ConnectionSettings(config, name()).read("CO_API_KEY", "COHERE_API_KEY"))
                .build();
    }
}
