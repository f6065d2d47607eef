/**
 * Mistral.
 *
 * <p>{@link dev.llmops.remote.mistral.MistralModeration} is a guard against forbidden topics.
 */
@NullMarked
package dev.llmops.remote.mistral;

import org.jspecify.annotations.NullMarked;
