/**
 * Hugging Face and its servers.
 *
 * <p>Start with {@link dev.llmops.remote.huggingface.HuggingFaceEmbeddingClient}.
 */
@NullMarked
package dev.llmops.remote.huggingface;

import org.jspecify.annotations.NullMarked;
