/**
 * The protobuf of an ONNX model: read as far as needed, and edited while it is loaded.
 *
 * <p>Start with {@link dev.llmops.onnx.graph.OnnxGraph}. Weights are passed through as they are; no protobuf library
 * is needed. Field numbers are those of {@code onnx.proto}, ONNX 1.17.
 */
@NullMarked
package dev.llmops.onnx.graph;

import org.jspecify.annotations.NullMarked;
