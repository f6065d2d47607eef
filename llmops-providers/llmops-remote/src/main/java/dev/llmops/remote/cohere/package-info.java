/**
 * Cohere.
 *
 * <p>Start with {@link dev.llmops.remote.cohere.CohereEmbeddingClient} or
 * {@link dev.llmops.remote.cohere.CohereReranker}.
 */
@NullMarked
package dev.llmops.remote.cohere;

import org.jspecify.annotations.NullMarked;
