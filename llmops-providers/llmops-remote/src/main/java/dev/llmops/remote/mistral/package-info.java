/**
 * Mistral: chat, embeddings, batches, fine-tuning, moderation.
 *
 * <p>Start with {@link dev.llmops.remote.mistral.MistralClient}; {@link dev.llmops.remote.mistral.MistralModeration} is
 * a guard against forbidden topics.
 */
@NullMarked
package dev.llmops.remote.mistral;

import org.jspecify.annotations.NullMarked;
