package dev.llmops.api.embedding;

import dev.llmops.api.Require;
import java.util.List;

/**
 * Texts to be turned into vectors.
 *
 * @param texts at least one
 * @param purpose what the vectors are for; some models treat queries and documents differently
 * @param dimensions how long the vectors shall be, for models that can shorten them; 0 leaves it to the model
 */
public record EmbeddingRequest(List<String> texts, Purpose purpose, int dimensions) {
    /** Checks and copies all components. */
    public EmbeddingRequest {
        texts = List.copyOf(Require.nonNull(texts, "texts"));
        Require.that(!texts.isEmpty(), "texts", "texts must not be empty");
        Require.nonNull(purpose, "purpose");
        Require.inRange(dimensions, 0, 1 << 20, "dimensions");
    }

    /** {@return a request for one text} */
    public static EmbeddingRequest of(String text, Purpose purpose) {
        return new EmbeddingRequest(List.of(text), purpose, 0);
    }

    /** {@return a request for several texts} */
    public static EmbeddingRequest of(List<String> texts, Purpose purpose) {
        return new EmbeddingRequest(texts, purpose, 0);
    }

    /** Shows counts only. */
    @Override
    public String toString() {
        return "EmbeddingRequest[" + texts.size() + " texts, " + purpose + "]";
    }

    /** What vectors are for. */
    public enum Purpose {
        /** Looking something up. */
        QUERY,
        /** Being found. */
        DOCUMENT,
        /** Being compared with one another. */
        SIMILARITY,
        /** Being sorted into classes. */
        CLASSIFICATION,
        /** Being grouped. */
        CLUSTERING
    }
}
