package dev.llmops.remote.aimock;

import dev.llmops.remote.openai.OpenAiClient;
import java.util.List;

/** The providers that aimock plays, a row each. */
final class PlayedModels {
    private PlayedModels() {}

    /** {@return all of them} */
    static List<PlayedModel> all() {
        return List.of(PlayedModel.of(
                "OpenAI chat",
                "/v1",
                "gpt-4o-mini",
                "/v1/chat/completions",
                connection -> OpenAiClient.builder("gpt-4o-mini")
                        .connection(connection)
                        .build()));
    }
}
