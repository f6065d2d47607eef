package dev.llmops.remote.provider;

import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import dev.llmops.remote.Connection;

/**
 * Makes an embedding client of one provider.
 *
 * <p>All take {@code model}, {@code dimensions} and the settings of {@link ConnectionSettings}; some take more.
 */
abstract class RemoteEmbeddingProvider implements StageProvider<EmbeddingClient> {
    private final String name;
    private final String description;
    private final String[] keyVariables;

    /** Creates a provider whose key is in one of {@code keyVariables}, unless the file names another. */
    RemoteEmbeddingProvider(String name, String description, String... keyVariables) {
        this.name = name;
        this.description = description;
        this.keyVariables = keyVariables.clone();
    }

    @Override
    public final Class<EmbeddingClient> stage() {
        return EmbeddingClient.class;
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
    public final EmbeddingClient create(StageConfig config) {
        String model = config.requiredString("model");
        int dimensions = config.integer("dimensions").orElse(0);
        if (dimensions < 0) {
            throw config.problem("dimensions", "must not be negative, was " + dimensions);
        }
        Connection connection = new ConnectionSettings(config, name).read(keyVariables);
        return create(model, connection, dimensions, config);
    }

    /** {@return the client; 0 dimensions leave the length of the vectors to the model} */
    abstract EmbeddingClient create(String model, Connection connection, int dimensions, StageConfig config);
}
