package dev.llmops.onnx.models;

/** Which files a model directory has, and where. */
public enum Layout {
    /** {@code config.json} and {@code onnx/model*.onnx}, as transformers.js reads them. */
    HUGGING_FACE,
    /** {@code genai_config.json} and {@code model.onnx} beside it, as onnxruntime-genai reads them. */
    GENAI
}
