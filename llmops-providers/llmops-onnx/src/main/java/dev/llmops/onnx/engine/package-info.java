/**
 * The engine that runs a decoder for many requests at once.
 *
 * <p>Start with {@link dev.llmops.onnx.engine.Engine}. One thread of its own owns the graph and the memory of keys and
 * values; it alternates between one step for all sequences that write and one chunk of a sequence that still reads.
 */
@NullMarked
package dev.llmops.onnx.engine;

import org.jspecify.annotations.NullMarked;
