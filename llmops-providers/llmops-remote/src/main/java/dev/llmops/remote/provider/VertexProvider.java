package dev.llmops.remote.provider;

import dev.llmops.api.model.ModelClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.remote.Connection;
import dev.llmops.remote.gemini.VertexClient;

/** Makes {@code vertex}. */
public final class VertexProvider extends RemoteModelProvider {
    /** Creates the provider. */
    public VertexProvider() {
        super(
                "vertex",
                "A model on Vertex AI: vertex: { model: gemini-2.5-flash, project: my-project, location: global }.",
                "GOOGLE_OAUTH_ACCESS_TOKEN");
    }

    @Override
    ModelClient create(String model, Connection connection, boolean leavingOut, StageConfig config) {
        VertexClient.Builder builder = VertexClient.builder(
                        model,
                        config.requiredString("project"),
                        config.string("location").orElse("global"))
                .connection(connection);
        return (leavingOut ? builder.leavingOutUnsupported() : builder).build();
    }
}
