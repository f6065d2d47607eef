package dev.llmops.api.embedding;

import dev.llmops.api.Locality;
import dev.llmops.api.Require;

/**
 * What is known about an embedding model.
 *
 * @param provider who runs it
 * @param model the model, as the provider names it
 * @param locality whether text stays on this machine
 * @param dimensions how long its vectors are; 0 if not known
 * @param maxInputTokens how long a text may be; 0 if not known
 */
public record EmbeddingModelInfo(String provider, String model, Locality locality, int dimensions, int maxInputTokens) {
    /** Checks all components. */
    public EmbeddingModelInfo {
        Require.nonBlank(provider, "provider");
        Require.nonBlank(model, "model");
        Require.nonNull(locality, "locality");
        Require.inRange(dimensions, 0, 1 << 20, "dimensions");
        Require.inRange(maxInputTokens, 0, Integer.MAX_VALUE, "maxInputTokens");
    }

    /** {@return what is known when nothing is} */
    public static EmbeddingModelInfo unknown() {
        return new EmbeddingModelInfo("unknown", "unknown", Locality.REMOTE, 0, 0);
    }
}
