package dev.llmops.core.provider;

import dev.llmops.api.pipeline.Composer;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import dev.llmops.core.compose.SpotlightingComposer;

/** Makes {@code spotlighting}. */
public final class SpotlightingProvider implements StageProvider<Composer> {
    @Override
    public Class<Composer> stage() {
        return Composer.class;
    }

    @Override
    public String name() {
        return "spotlighting";
    }

    @Override
    public Composer create(StageConfig config) {
        return SpotlightingComposer.standard();
    }

    @Override
    public String description() {
        return "Writes requests in which retrieved text is marked as data.";
    }
}
