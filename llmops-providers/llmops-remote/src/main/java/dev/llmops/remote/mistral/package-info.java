/**
 * Mistral.
 *
 * <p>Start with {@link dev.llmops.remote.mistral.MistralClient}. Vectors come from
 * {@link dev.llmops.remote.mistral.MistralEmbeddingClient};
 * {@link dev.llmops.remote.mistral.MistralModeration} is a guard against forbidden topics.
 */
@NullMarked
package dev.llmops.remote.mistral;

import org.jspecify.annotations.NullMarked;
