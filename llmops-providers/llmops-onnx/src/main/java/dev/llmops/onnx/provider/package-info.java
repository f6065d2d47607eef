/** The stages of this module that pipeline files can name: {@code onnx}, {@code onnx-embeddings} and others. */
@NullMarked
package dev.llmops.onnx.provider;

import org.jspecify.annotations.NullMarked;
