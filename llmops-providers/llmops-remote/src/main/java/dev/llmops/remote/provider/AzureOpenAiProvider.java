package dev.llmops.remote.provider;

import dev.llmops.api.model.ModelClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.remote.Connection;
import dev.llmops.remote.openai.Api;
import dev.llmops.remote.openai.AzureOpenAiClient;

/** Makes {@code azure-openai}. */
public final class AzureOpenAiProvider extends RemoteModelProvider {
    /** Creates the provider. */
    public AzureOpenAiProvider() {
        super(
                "azure-openai",
                "A deployment on Azure: azure-openai: { model: my-deployment, resource: my-resource }; api-version, api.",
                "AZURE_OPENAI_API_KEY");
    }

    @Override
    ModelClient create(String model, Connection connection, boolean leavingOut, StageConfig config) {
        AzureOpenAiClient.Builder builder = AzureOpenAiClient.builder(model).connection(connection);
        config.string("resource").ifPresent(builder::resource);
        config.string("api-version").ifPresent(builder::apiVersion);
        config.constant("api", Api.class).ifPresent(builder::api);
        return (leavingOut ? builder.leavingOutUnsupported() : builder).build();
    }
}
