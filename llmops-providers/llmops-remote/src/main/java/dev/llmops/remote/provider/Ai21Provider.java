package dev.llmops.remote.provider;

import dev.llmops.api.model.ModelClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.remote.Connection;
import dev.llmops.remote.ai21.Ai21Client;

/** Makes {@code ai21}. */
public final class Ai21Provider extends RemoteModelProvider {
    /** Creates the provider. */
    public Ai21Provider() {
        super("ai21", "A model of AI21: ai21: { model: jamba-large }.", "AI21_API_KEY");
    }

    @Override
    ModelClient create(String model, Connection connection, boolean leavingOut, StageConfig config) {
        Ai21Client.Builder builder = Ai21Client.builder(model).connection(connection);
        return (leavingOut ? builder.leavingOutUnsupported() : builder).build();
    }
}
