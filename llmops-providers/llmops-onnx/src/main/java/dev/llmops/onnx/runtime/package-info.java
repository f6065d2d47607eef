/**
 * ONNX Runtime: its native library, and the sessions in which graphs run.
 *
 * <p>Start with {@link dev.llmops.onnx.runtime.GraphSession}.
 */
@NullMarked
package dev.llmops.onnx.runtime;

import org.jspecify.annotations.NullMarked;
