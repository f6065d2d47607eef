/**
 * Models that a server of Ollama runs, mostly on this machine.
 *
 * <p>Start with {@link dev.llmops.remote.ollama.OllamaClient}; what only this server has is in
 * {@link dev.llmops.remote.ollama.OllamaOptions}. Vectors come from
 * {@link dev.llmops.remote.ollama.OllamaEmbeddingClient}.
 */
@NullMarked
package dev.llmops.remote.ollama;

import org.jspecify.annotations.NullMarked;
