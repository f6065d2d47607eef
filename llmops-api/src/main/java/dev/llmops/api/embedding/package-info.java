/**
 * Turning texts into vectors, and judging texts against a query.
 *
 * <p>Start with {@link dev.llmops.api.embedding.EmbeddingClient} or
 * {@link dev.llmops.api.embedding.Reranker}.
 */
@NullMarked
package dev.llmops.api.embedding;

import org.jspecify.annotations.NullMarked;
