/**
 * Mistral.
 *
 * <p>Start with {@link dev.llmops.remote.mistral.MistralEmbeddingClient}.
 */
@NullMarked
package dev.llmops.remote.mistral;

import org.jspecify.annotations.NullMarked;
