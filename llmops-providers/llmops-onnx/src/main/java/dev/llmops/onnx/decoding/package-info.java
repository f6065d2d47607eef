/**
 * The choice of the next token: logits are changed by penalties and limits, then one token is taken or drawn.
 *
 * <p>Begin with {@link dev.llmops.onnx.decoding.SamplingSettings} and {@link dev.llmops.onnx.decoding.TokenChooser}, of
 * which each sequence has its own. {@link dev.llmops.onnx.decoding.BeamSearch} and
 * {@link dev.llmops.onnx.decoding.LogLikelihoods} do without draws. What may come next is said by a
 * {@link dev.llmops.onnx.decoding.TokenConstraint}. Nothing here runs a model.
 */
@NullMarked
package dev.llmops.onnx.decoding;

import org.jspecify.annotations.NullMarked;
