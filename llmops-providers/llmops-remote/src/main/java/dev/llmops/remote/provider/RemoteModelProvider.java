package dev.llmops.remote.provider;

import dev.llmops.api.model.ModelClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import dev.llmops.remote.Connection;

/**
 * Makes a model client of one provider.
 *
 * <p>All take {@code model}, {@code base-url}, {@code key-variable} (the environment variable that has the key),
 * {@code connect-timeout}, {@code first-byte-timeout}, {@code idle-timeout}, {@code total-timeout} and
 * {@code leave-out-unsupported}. A key that is not there is told when the client is made.
 */
abstract class RemoteModelProvider implements StageProvider<ModelClient> {
    private final String name;
    private final String description;
    private final String[] keyVariables;

    /** Creates a provider whose key is in one of {@code keyVariables}, unless the file names another. */
    RemoteModelProvider(String name, String description, String... keyVariables) {
        this.name = name;
        this.description = description;
        this.keyVariables = keyVariables.clone();
    }

    @Override
    public final Class<ModelClient> stage() {
        return ModelClient.class;
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
    public final ModelClient create(StageConfig config) {
        String model = config.requiredString("model");
        Connection connection = new ConnectionSettings(config, name).read(keyVariables);
        return create(model, connection, config.flag("leave-out-unsupported").orElse(false), config);
    }

    /** {@return the client} */
    abstract ModelClient create(String model, Connection connection, boolean leavingOut, StageConfig config);
}
