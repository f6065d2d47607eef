package dev.llmops.remote.provider;

import dev.llmops.api.model.ModelClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.remote.Connection;
import dev.llmops.remote.ollama.OllamaClient;

/** Makes {@code ollama}. */
public final class OllamaProvider extends RemoteModelProvider {
    /** Creates the provider. */
    public OllamaProvider() {
        super("ollama", "A model of an Ollama server, by default on this machine: ollama: { model: llama3.2 }.");
    }

    @Override
    ModelClient create(String model, Connection connection, boolean leavingOut, StageConfig config) {
        OllamaClient.Builder builder = OllamaClient.builder(model).connection(connection);
        return (leavingOut ? builder.leavingOutUnsupported() : builder).build();
    }
}
