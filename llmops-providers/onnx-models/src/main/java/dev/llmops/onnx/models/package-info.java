/** Small ONNX models written on the spot, and what they must answer, for tests and benchmarks. */
@NullMarked
package dev.llmops.onnx.models;

import org.jspecify.annotations.NullMarked;
