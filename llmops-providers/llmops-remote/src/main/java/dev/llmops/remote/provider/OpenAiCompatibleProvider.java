package dev.llmops.remote.provider;

import dev.llmops.api.model.ModelClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.remote.Connection;
import dev.llmops.remote.openai.CompatibleServer;
import dev.llmops.remote.openai.OpenAiCompatibleClient;
import java.util.List;

/** Makes {@code openai-compatible}. */
public final class OpenAiCompatibleProvider extends RemoteModelProvider {
    /** Creates the provider. */
    public OpenAiCompatibleProvider() {
        super(
                "openai-compatible",
                "A model of a server that speaks OpenAI's chat: openai-compatible: { server: groq, model: … }, or { base-url: …, model: … }.");
    }

    @Override
    ModelClient create(String model, Connection connection, boolean leavingOut, StageConfig config) {
        CompatibleServer server = server(config);
        Connection withKey = server.keyVariable().isEmpty()
                ? connection
                : new ConnectionSettings(config, server.name()).withKey(connection, server.keyVariable());
        OpenAiCompatibleClient.Builder builder =
                OpenAiCompatibleClient.builder(server, model).connection(withKey);
        return (leavingOut ? builder.leavingOutUnsupported() : builder).build();
    }

    private static CompatibleServer server(StageConfig config) {
        String name = config.string("server").orElse("");
        if (name.isEmpty()) {
            return CompatibleServer.of("openai-compatible", config.requiredString("base-url"));
        }
        List<CompatibleServer> all = CompatibleServer.all();
        return all.stream()
                .filter(server -> server.name().equals(name))
                .findFirst()
                .orElseThrow(() -> config.problem(
                        "server",
                        "must be one of "
                                + String.join(
                                        ", ",
                                        all.stream().map(CompatibleServer::name).toList())
                                + ", or left out with a base-url, was \"" + name + "\""));
    }
}
