package dev.llmops.remote.provider;

import dev.llmops.api.model.ModelClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.remote.Connection;
import dev.llmops.remote.huggingface.TgiClient;
import dev.llmops.remote.wire.Loopback;

/** Makes {@code tgi}. */
public final class TgiProvider extends RemoteModelProvider {
    /** Creates the provider. */
    public TgiProvider() {
        super("tgi", "A raw text model of a TGI server: tgi: { model: bloom, base-url: \"http://host:8080\" }.");
    }

    @Override
    ModelClient create(String model, Connection connection, boolean leavingOut, StageConfig config) {
        boolean elsewhere =
                connection.baseUri().map(address -> !Loopback.is(address)).orElse(false);
        Connection withKey =
                elsewhere ? new ConnectionSettings(config, name()).withKey(connection, "HF_TOKEN") : connection;
        TgiClient.Builder builder = TgiClient.builder(model).connection(withKey);
        return (leavingOut ? builder.leavingOutUnsupported() : builder).build();
    }
}
