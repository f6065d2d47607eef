package dev.llmops.remote.provider;

import dev.llmops.api.model.ModelClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.remote.Connection;
import dev.llmops.remote.bedrock.BedrockClient;

/** Makes {@code bedrock}. */
public final class BedrockProvider extends RemoteModelProvider {
    /** Creates the provider. */
    public BedrockProvider() {
        super("bedrock", "A model on Amazon Bedrock: bedrock: { model: amazon.nova-lite-v1:0, region: us-east-1 }.");
    }

    @Override
    ModelClient create(String model, Connection connection, boolean leavingOut, StageConfig config) {
        BedrockKeys keys = new BedrockKeys(connection, config);
        BedrockClient.Builder builder = BedrockClient.builder(model).connection(keys.connection());
        keys.signing().ifPresent(builder::credentials);
        config.string("region").ifPresent(builder::region);
        return (leavingOut ? builder.leavingOutUnsupported() : builder).build();
    }
}
