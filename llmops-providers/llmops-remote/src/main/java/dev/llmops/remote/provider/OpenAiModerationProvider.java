package dev.llmops.remote.provider;

import dev.llmops.api.pipeline.SafetyGuard;
import dev.llmops.remote.Connection;
import dev.llmops.remote.openai.OpenAiModeration;
import java.util.Optional;

/** Makes {@code openai-moderation}. */
public final class OpenAiModerationProvider extends RemoteModerationProvider {
    /** Creates the provider. */
    public OpenAiModerationProvider() {
        super(
                "openai-moderation",
                "A guard that asks OpenAI for forbidden topics: openai-moderation: { threshold: 0.8 }.",
                "OPENAI_API_KEY");
    }

    @Override
    SafetyGuard create(Connection connection, Optional<String> model, Optional<Double> threshold) {
        OpenAiModeration.Builder builder = OpenAiModeration.builder().connection(connection);
        model.ifPresent(builder::model);
        threshold.ifPresent(builder::threshold);
        return builder.build();
    }
}
