package dev.llmops.remote.provider;

import dev.llmops.api.model.ModelClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.remote.Connection;
import dev.llmops.remote.huggingface.TgiClient;

/** Makes {@code tgi}. */
public final class TgiProvider extends RemoteModelProvider {
    /** Creates the provider. */
    public TgiProvider() {
        super("tgi", "A raw text model of a TGI server: tgi: { model: bloom, base-url: \"http://host:8080\" }.");
    }

    @Override
    ModelClient create(String model, Connection connection, boolean leavingOut, StageConfig config) {
        TgiClient.Builder builder = TgiClient.builder(model).connection(connection);
        return (leavingOut ? builder.leavingOutUnsupported() : builder).build();
    }
}
