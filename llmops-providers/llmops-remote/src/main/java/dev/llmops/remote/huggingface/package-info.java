/**
 * Open models: behind the router of Hugging Face, or on a server with Text Generation Inference.
 *
 * <p>Start with {@link dev.llmops.remote.huggingface.HuggingFaceClient} for chat models, with
 * {@link dev.llmops.remote.huggingface.TgiClient} for models that only continue a text, such as BLOOM, and with
 * {@link dev.llmops.remote.huggingface.HuggingFaceEmbeddingClient} for vectors.
 */
@NullMarked
package dev.llmops.remote.huggingface;

import org.jspecify.annotations.NullMarked;
