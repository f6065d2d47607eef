package dev.llmops.remote.provider;

import dev.llmops.api.model.ModelClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.remote.Connection;
import dev.llmops.remote.huggingface.HuggingFaceClient;

/** Makes {@code huggingface}. */
public final class HuggingFaceProvider extends RemoteModelProvider {
    /** Creates the provider. */
    public HuggingFaceProvider() {
        super(
                "huggingface",
                "A model behind the router of Hugging Face: huggingface: { model: \"org/name\" }.",
                "HF_TOKEN");
    }

    @Override
    ModelClient create(String model, Connection connection, boolean leavingOut, StageConfig config) {
        HuggingFaceClient.Builder builder = HuggingFaceClient.builder(model).connection(connection);
        return (leavingOut ? builder.leavingOutUnsupported() : builder).build();
    }
}
