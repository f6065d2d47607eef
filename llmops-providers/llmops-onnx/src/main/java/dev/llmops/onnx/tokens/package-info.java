/**
 * Texts and tokens: the tokenizer of a model, the bytes of its vocabulary, and text that grows token by token.
 */
@NullMarked
package dev.llmops.onnx.tokens;

import org.jspecify.annotations.NullMarked;
