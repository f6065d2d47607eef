package dev.llmops.core.provider;

import dev.llmops.api.pipeline.Postprocessor;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import dev.llmops.core.citation.Citations;

/** Makes {@code citations}; settings {@code check} (default true), {@code add-missing} (default false). */
public final class CitationsProvider implements StageProvider<Postprocessor> {
    @Override
    public Class<Postprocessor> stage() {
        return Postprocessor.class;
    }

    @Override
    public String name() {
        return "citations";
    }

    @Override
    public Postprocessor create(StageConfig config) {
        Citations citations = config.flag("check").orElse(true) ? Citations.attributed() : Citations.numbered();
        return config.flag("add-missing").orElse(false) ? citations.addingMissing() : citations;
    }

    @Override
    public String description() {
        return "Turns the numbers in an answer into citations and checks them against the passages.";
    }
}
