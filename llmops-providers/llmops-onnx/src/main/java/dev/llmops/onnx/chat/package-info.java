/**
 * From a request to tokens, and from tokens to a response.
 *
 * <p>Start with {@link dev.llmops.onnx.chat.ChatPrompt} and {@link dev.llmops.onnx.chat.AnswerPipe}.
 */
@NullMarked
package dev.llmops.onnx.chat;

import org.jspecify.annotations.NullMarked;
