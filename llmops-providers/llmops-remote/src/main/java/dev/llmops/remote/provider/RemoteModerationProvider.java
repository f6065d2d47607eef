package dev.llmops.remote.provider;

import dev.llmops.api.pipeline.SafetyGuard;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import dev.llmops.remote.Connection;
import java.util.Optional;

/**
 * Makes a guard that asks one provider for forbidden topics.
 *
 * <p>All take {@code model}, {@code threshold} and the settings of {@link ConnectionSettings}; none must be set.
 */
abstract class RemoteModerationProvider implements StageProvider<SafetyGuard> {
    private final String name;
    private final String description;
    private final String[] keyVariables;

    /** Creates a provider whose key is in one of {@code keyVariables}, unless the file names another. */
    RemoteModerationProvider(String name, String description, String... keyVariables) {
        this.name = name;
        this.description = description;
        this.keyVariables = keyVariables.clone();
    }

    @Override
    public final Class<SafetyGuard> stage() {
        return SafetyGuard.class;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final SafetyGuard create(StageConfig config) {
        Optional<Double> threshold = config.number("threshold");
        if (threshold.isPresent() && !(threshold.get() >= 0 && threshold.get() <= 1)) {
            throw config.problem("threshold", "must be in [0, 1], was " + threshold.get());
        }
        Connection connection = new ConnectionSettings(config, name).read(keyVariables);
        return create(connection, config.string("model"), threshold);
    }

    /** {@return the guard; what is not set is the provider's default} */
    abstract SafetyGuard create(Connection connection, Optional<String> model, Optional<Double> threshold);
}
