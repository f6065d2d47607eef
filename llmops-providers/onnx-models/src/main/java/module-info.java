/** Writes small ONNX models for tests and benchmarks. */
module dev.llmops.onnx.models {
    requires static transitive org.jspecify;

    exports dev.llmops.onnx.models;
}
