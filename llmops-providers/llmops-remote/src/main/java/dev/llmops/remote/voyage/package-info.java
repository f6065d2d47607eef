/**
 * Voyage AI, which has embeddings and rerankers.
 *
 * <p>Start with {@link dev.llmops.remote.voyage.VoyageEmbeddingClient} or
 * {@link dev.llmops.remote.voyage.VoyageReranker}.
 */
@NullMarked
package dev.llmops.remote.voyage;

import org.jspecify.annotations.NullMarked;
