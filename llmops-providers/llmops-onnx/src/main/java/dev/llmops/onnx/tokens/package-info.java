/**
 * Texts and tokens: the tokenizer of a model, the bytes of its vocabulary, and text that grows token by token.
 *
 * <p>Begin with {@link dev.llmops.onnx.tokens.ModelTokenizer}; its {@link dev.llmops.onnx.tokens.TokenTable} is the
 * vocabulary, and a {@link dev.llmops.onnx.tokens.TextDecoder} and {@link dev.llmops.onnx.tokens.StopTexts} belong to
 * one answer each. Only encoding needs the native library. A decoder of another kind is a step more in
 * {@code DecoderSteps}.
 */
@NullMarked
package dev.llmops.onnx.tokens;

import org.jspecify.annotations.NullMarked;
