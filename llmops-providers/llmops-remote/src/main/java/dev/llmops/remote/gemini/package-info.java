/**
 * Models of Google: by the Gemini API of AI Studio, and by Vertex AI.
 *
 * <p>Start with {@link dev.llmops.remote.gemini.GeminiClient} or
 * {@link dev.llmops.remote.gemini.VertexClient}; what only these models have is in
 * {@link dev.llmops.remote.gemini.GeminiOptions}. Both speak one format, in which tool calls have
 * no ids of their own and opaque signatures sit on single parts of an answer. Vectors come from
 * {@link dev.llmops.remote.gemini.GeminiEmbeddingClient} or
 * {@link dev.llmops.remote.gemini.VertexEmbeddingClient}.
 */
@NullMarked
package dev.llmops.remote.gemini;

import org.jspecify.annotations.NullMarked;
