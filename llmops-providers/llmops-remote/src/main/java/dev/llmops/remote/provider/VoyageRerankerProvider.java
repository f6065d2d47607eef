package dev.llmops.remote.provider;

import dev.llmops.api.embedding.Reranker;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import dev.llmops.remote.voyage.VoyageReranker;

/** Makes the {@code voyage} reranker. */
public final class VoyageRerankerProvider implements StageProvider<Reranker> {
    /** Creates the provider. */
    public VoyageRerankerProvider() {}

    @Override
    public Class<Reranker> stage() {
        return Reranker.class;
    }

    @Override
    public String name() {
        return "voyage";
    }

    @Override
    public String description() {
        return "A reranker of voyage: voyage: { model: rerank-2.5 }.";
    }

    @Override
    public Reranker create(StageConfig config) {
        return VoyageReranker.builder(config.requiredString("model"))
                .connection(new ConnectionSettings(config, name()).read("VOYAGE_API_KEY"))
                .build();
    }
}
