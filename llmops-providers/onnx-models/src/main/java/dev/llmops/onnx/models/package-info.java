/**
 * Small ONNX models written on the spot, and what they must answer, for tests and benchmarks.
 *
 * <p>Start with {@link dev.llmops.onnx.models.DecoderModel} or {@link dev.llmops.onnx.models.EncoderModel}, whose
 * weights are random and whose answers a forward pass in plain Java foretells; models of
 * {@link dev.llmops.onnx.models.WordModel} have answers that make sense. Tokenizers are resources, made by the script
 * in {@code src/main/tokenizers}.
 */
@NullMarked
package dev.llmops.onnx.models;

import org.jspecify.annotations.NullMarked;
