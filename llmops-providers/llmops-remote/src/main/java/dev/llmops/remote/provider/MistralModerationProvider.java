package dev.llmops.remote.provider;

import dev.llmops.api.pipeline.SafetyGuard;
import dev.llmops.remote.Connection;
import dev.llmops.remote.mistral.MistralModeration;
import java.util.Optional;

/** Makes {@code mistral-moderation}. */
public final class MistralModerationProvider extends RemoteModerationProvider {
    /** Creates the provider. */
    public MistralModerationProvider() {
        super(
                "mistral-moderation",
                "A guard that asks Mistral for forbidden topics: mistral-moderation: { threshold: 0.8 }.",
                "MISTRAL_API_KEY");
    }

    @Override
    SafetyGuard create(Connection connection, Optional<String> model, Optional<Double> threshold) {
        MistralModeration.Builder builder = MistralModeration.builder().connection(connection);
        model.ifPresent(builder::model);
        threshold.ifPresent(builder::threshold);
        return builder.build();
    }
}
