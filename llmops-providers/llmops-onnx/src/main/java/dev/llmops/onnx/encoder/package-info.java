/**
 * Encoders: texts to tokens, tokens in batches to vectors and logits, and what both mean.
 *
 * <p>Start with {@link dev.llmops.onnx.encoder.Encoder}, which runs a graph; the rest reads the files beside it
 * ({@link dev.llmops.onnx.encoder.EncoderDirectory}, {@link dev.llmops.onnx.encoder.SentenceSteps}) or makes sense of
 * what it puts out ({@link dev.llmops.onnx.encoder.Scores}, {@link dev.llmops.onnx.encoder.EntityWords}).
 */
@NullMarked
package dev.llmops.onnx.encoder;

import org.jspecify.annotations.NullMarked;
