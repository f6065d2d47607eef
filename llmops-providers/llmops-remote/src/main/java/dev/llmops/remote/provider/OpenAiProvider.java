package dev.llmops.remote.provider;

import dev.llmops.api.model.ModelClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.remote.Connection;
import dev.llmops.remote.openai.Api;
import dev.llmops.remote.openai.OpenAiClient;

/** Makes {@code openai}. */
public final class OpenAiProvider extends RemoteModelProvider {
    /** Creates the provider. */
    public OpenAiProvider() {
        super("openai", "A model of OpenAI: openai: { model: gpt-5.2 }; api: chat or responses.", "OPENAI_API_KEY");
    }

    @Override
    ModelClient create(String model, Connection connection, boolean leavingOut, StageConfig config) {
        OpenAiClient.Builder builder = OpenAiClient.builder(model).connection(connection);
        config.constant("api", Api.class).ifPresent(builder::api);
        return (leavingOut ? builder.leavingOutUnsupported() : builder).build();
    }
}
