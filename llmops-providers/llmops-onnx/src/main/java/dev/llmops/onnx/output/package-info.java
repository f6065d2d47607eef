/**
 * Answers from text: what a model writes, in the form of its family, becomes the contents and events that every client
 * gives.
 *
 * <p>Begin with {@link dev.llmops.onnx.output.ModelFamily#detect}, {@link dev.llmops.onnx.output.OutputFormat#of} and
 * {@link dev.llmops.onnx.output.AnswerParser}. A new family is a constant of the enum and an entry in the format.
 */
@NullMarked
package dev.llmops.onnx.output;

import org.jspecify.annotations.NullMarked;
