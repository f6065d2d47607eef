package dev.llmops.onnx.models;

/** How a model stores the matrices of its linear layers. */
public enum Precision {
    /** Floats of 32 bits. */
    FP32,
    /** Four bits and a scale for each block, as MatMulNBits reads them. */
    Q4
}
