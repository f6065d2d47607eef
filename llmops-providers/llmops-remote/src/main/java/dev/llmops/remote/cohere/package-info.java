/**
 * Models of Cohere.
 *
 * <p>Start with {@link dev.llmops.remote.cohere.CohereClient}; what only these models have, such as
 * documents that the answer cites by itself, is in {@link dev.llmops.remote.cohere.CohereOptions}.
 * {@link dev.llmops.remote.cohere.CohereEmbeddingClient} makes vectors,
 * {@link dev.llmops.remote.cohere.CohereReranker} judges texts.
 */
@NullMarked
package dev.llmops.remote.cohere;

import org.jspecify.annotations.NullMarked;
