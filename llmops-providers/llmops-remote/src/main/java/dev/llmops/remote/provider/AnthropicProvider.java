package dev.llmops.remote.provider;

import dev.llmops.api.model.ModelClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.remote.Connection;
import dev.llmops.remote.anthropic.AnthropicClient;

/** Makes {@code anthropic}. */
public final class AnthropicProvider extends RemoteModelProvider {
    /** Creates the provider. */
    public AnthropicProvider() {
        super("anthropic", "A model of Anthropic: anthropic: { model: claude-sonnet-4-5 }.", "ANTHROPIC_API_KEY");
    }

    @Override
    ModelClient create(String model, Connection connection, boolean leavingOut, StageConfig config) {
        AnthropicClient.Builder builder = AnthropicClient.builder(model).connection(connection);
        return (leavingOut ? builder.leavingOutUnsupported() : builder).build();
    }
}
