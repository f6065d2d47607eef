package dev.llmops.onnx.decoding;

/** When a beam search that has as many answers as beams goes on; {@code early_stopping} of transformers. */
public enum EarlyStopping {
    /** Never: {@code true}. */
    AT_ONCE,
    /** While the best live beam, at its length so far, beats the worst answer: {@code false}, the default. */
    WHEN_UNLIKELY,
    /** While the best live beam could do so at any length: {@code "never"}, the textbook's way. */
    WHEN_IMPOSSIBLE
}
