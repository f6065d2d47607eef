package dev.llmops.remote.provider;

import dev.llmops.api.model.ModelClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.remote.Connection;
import dev.llmops.remote.gemini.GeminiClient;

/** Makes {@code gemini}. */
public final class GeminiProvider extends RemoteModelProvider {
    /** Creates the provider. */
    public GeminiProvider() {
        super(
                "gemini",
                "A model of Google AI Studio: gemini: { model: gemini-2.5-flash }.",
                "GEMINI_API_KEY",
                "GOOGLE_API_KEY");
    }

    @Override
    ModelClient create(String model, Connection connection, boolean leavingOut, StageConfig config) {
        GeminiClient.Builder builder = GeminiClient.builder(model).connection(connection);
        return (leavingOut ? builder.leavingOutUnsupported() : builder).build();
    }
}
