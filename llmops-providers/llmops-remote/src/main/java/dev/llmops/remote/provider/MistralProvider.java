package dev.llmops.remote.provider;

import dev.llmops.api.model.ModelClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.remote.Connection;
import dev.llmops.remote.mistral.MistralClient;

/** Makes {@code mistral}. */
public final class MistralProvider extends RemoteModelProvider {
    /** Creates the provider. */
    public MistralProvider() {
        super("mistral", "A model of Mistral: mistral: { model: mistral-small-latest }.", "MISTRAL_API_KEY");
    }

    @Override
    ModelClient create(String model, Connection connection, boolean leavingOut, StageConfig config) {
        MistralClient.Builder builder = MistralClient.builder(model).connection(connection);
        return (leavingOut ? builder.leavingOutUnsupported() : builder).build();
    }
}
