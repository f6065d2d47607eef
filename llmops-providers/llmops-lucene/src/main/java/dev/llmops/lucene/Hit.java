package dev.llmops.lucene;

import dev.llmops.api.grounding.Passage;
import org.jspecify.annotations.Nullable;

/** A passage that was found, how well it fits, and what it means if that was asked for. Immutable. */
final class Hit {
    private final StoredPassage stored;
    private final double score;
    private final float @Nullable [] vector;

    Hit(StoredPassage stored, double score, float @Nullable [] vector) {
        this.stored = stored;
        this.score = score;
        this.vector = vector;
    }

    StoredPassage stored() {
        return stored;
    }

    Passage passage() {
        return stored.passage();
    }

    /** {@return how well the passage fits; comparable only within one result} */
    double score() {
        return score;
    }

    /** {@return the vector of the passage, of length one; not to be changed} */
    float @Nullable [] vector() {
        return vector;
    }

    Hit withScore(double other) {
        return new Hit(stored, other, vector);
    }
}
