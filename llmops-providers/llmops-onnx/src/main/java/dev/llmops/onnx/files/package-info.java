/**
 * The directories in which models are published, and what their JSON files say.
 *
 * <p>Start with {@link dev.llmops.onnx.files.DecoderDirectory}.
 */
@NullMarked
package dev.llmops.onnx.files;

import org.jspecify.annotations.NullMarked;
