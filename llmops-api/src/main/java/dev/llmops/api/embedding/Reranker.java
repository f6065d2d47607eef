package dev.llmops.api.embedding;

import dev.llmops.api.CallControl;
import dev.llmops.api.Locality;
import java.util.List;

/**
 * Judges how well texts answer a query, reading both together.
 *
 * <p>Safe for concurrent use.
 */
@FunctionalInterface
public interface Reranker {
    /**
     * {@return the texts by how well they answer, best first}
     *
     * @param query what is looked for
     * @param texts what was found
     * @param control the call this belongs to
     */
    List<Ranked> rerank(String query, List<String> texts, CallControl control);

    /**
     * {@return whether text stays on this machine}
     *
     * @implSpec the default says that it does not
     */
    default Locality locality() {
        return Locality.REMOTE;
    }

    /**
     * One judged text.
     *
     * @param index its place in the list that was given
     * @param score how well it answers; comparable only within one result
     */
    record Ranked(int index, double score) {}
}
