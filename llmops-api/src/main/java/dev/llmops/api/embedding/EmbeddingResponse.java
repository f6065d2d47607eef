package dev.llmops.api.embedding;

import dev.llmops.api.Require;
import dev.llmops.api.model.Usage;
import java.util.List;

/**
 * Vectors of texts.
 *
 * @param vectors one per text, in order, all of the same length; owned by the receiver
 * @param model the model that made them, as the provider names it; may be empty
 * @param usage what the call used
 */
public record EmbeddingResponse(List<float[]> vectors, String model, Usage usage) {
    /** Checks all components. */
    public EmbeddingResponse {
        vectors = List.copyOf(Require.nonNull(vectors, "vectors"));
        Require.nonNull(model, "model");
        Require.nonNull(usage, "usage");
        long lengths =
                vectors.stream().mapToInt(vector -> vector.length).distinct().count();
        Require.that(lengths <= 1, "vectors", "vectors must all have the same length");
    }

    /** Shows counts only. */
    @Override
    public String toString() {
        return "EmbeddingResponse[" + vectors.size() + " vectors, " + model + "]";
    }
}
