/**
 * Ollama, which runs open models on one's own machines.
 *
 * <p>Start with {@link dev.llmops.remote.ollama.OllamaEmbeddingClient}.
 */
@NullMarked
package dev.llmops.remote.ollama;

import org.jspecify.annotations.NullMarked;
