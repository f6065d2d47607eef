package dev.llmops.remote.conformance;

import java.util.List;

/** All wire formats that a model client of this module speaks. */
final class Subjects {
    private Subjects() {}

    static List<WireSubject> all() {
        return List.of(
                new ResponsesSubject(),
                new ChatSubject(),
                new AnthropicSubject(),
                new BedrockSubject(),
                new GeminiSubject(),
                new CohereSubject(),
                new OllamaSubject());
    }

    /** {@return all other operations that recordings show} */
    static List<CallSubject> calls() {
        return List.of(new EmbeddingSubject(), new RerankSubject());
    }
}
