package dev.llmops.core.provider;

import dev.llmops.api.model.ModelClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import dev.llmops.core.model.Models;
import java.util.List;

/** Makes {@code fallback}: a list of models of which one is asked after the other. */
public final class FallbackProvider implements StageProvider<ModelClient> {
    @Override
    public Class<ModelClient> stage() {
        return ModelClient.class;
    }

    @Override
    public String name() {
        return "fallback";
    }

    @Override
    public ModelClient create(StageConfig config) {
        List<ModelClient> models = config.stages("stages", ModelClient.class);
        if (models.isEmpty()) {
            throw config.problem("stages", "is missing: name the models, as in fallback: [openai, extractive]");
        }
        return Models.fallback(models);
    }

    @Override
    public String description() {
        return "Asks the next model when one fails: fallback: [a, b].";
    }
}
