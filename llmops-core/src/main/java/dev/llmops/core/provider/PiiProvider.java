package dev.llmops.core.provider;

import dev.llmops.api.pipeline.SafetyGuard;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import dev.llmops.core.safety.PiiGuard;

/** Makes {@code pii}; it has no settings, since its policy says what is done about each kind. */
public final class PiiProvider implements StageProvider<SafetyGuard> {
    @Override
    public Class<SafetyGuard> stage() {
        return SafetyGuard.class;
    }

    @Override
    public String name() {
        return "pii";
    }

    @Override
    public SafetyGuard create(StageConfig config) {
        return PiiGuard.standard();
    }

    @Override
    public String description() {
        return "Finds e-mail addresses, payment cards, bank accounts and phone numbers.";
    }
}
