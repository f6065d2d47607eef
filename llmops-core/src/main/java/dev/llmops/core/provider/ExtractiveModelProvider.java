package dev.llmops.core.provider;

import dev.llmops.api.model.ModelClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import dev.llmops.core.extractive.ExtractiveModelClient;

/** Makes {@code extractive}; settings {@code max-sentences}, {@code minimum-score}, {@code abstention}. */
public final class ExtractiveModelProvider implements StageProvider<ModelClient> {
    @Override
    public Class<ModelClient> stage() {
        return ModelClient.class;
    }

    @Override
    public String name() {
        return "extractive";
    }

    @Override
    public ModelClient create(StageConfig config) {
        ExtractiveModelClient.Builder builder = ExtractiveModelClient.builder();
        config.integer("max-sentences").ifPresent(builder::maxSentences);
        config.number("minimum-score").ifPresent(builder::minimumScore);
        config.string("abstention").ifPresent(builder::abstention);
        return builder.build();
    }

    @Override
    public String description() {
        return "Answers by quoting and citing the passages that were found; needs no model.";
    }
}
