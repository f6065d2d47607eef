/**
 * Moderation of text by a provider, as OpenAI defined it and others took over.
 *
 * <p>Start with {@code ModerationEndpoint}; the guards of the single providers are in their packages.
 */
@NullMarked
package dev.llmops.remote.moderation;

import org.jspecify.annotations.NullMarked;
