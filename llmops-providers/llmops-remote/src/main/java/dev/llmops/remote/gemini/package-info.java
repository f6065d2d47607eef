/**
 * Google's models, by way of the Gemini API or of Vertex AI.
 *
 * <p>Start with {@link dev.llmops.remote.gemini.GeminiEmbeddingClient}.
 */
@NullMarked
package dev.llmops.remote.gemini;

import org.jspecify.annotations.NullMarked;
