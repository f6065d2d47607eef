package dev.llmops.remote.provider;

import dev.llmops.api.model.ModelClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.remote.Connection;
import dev.llmops.remote.cohere.CohereClient;

/** Makes {@code cohere}. */
public final class CohereProvider extends RemoteModelProvider {
    /** Creates the provider. */
    public CohereProvider() {
        super("cohere", "A model of Cohere: cohere: { model: command-a-03-2025 }.", "CO_API_KEY", "COHERE_API_KEY");
    }

    @Override
    ModelClient create(String model, Connection connection, boolean leavingOut, StageConfig config) {
        CohereClient.Builder builder = CohereClient.builder(model).connection(connection);
        return (leavingOut ? builder.leavingOutUnsupported() : builder).build();
    }
}
