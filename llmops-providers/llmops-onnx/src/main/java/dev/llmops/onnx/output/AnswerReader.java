package dev.llmops.onnx.output;

/** Takes an answer as it is written, and cuts it into text, reasoning and calls. */
interface AnswerReader {
    /** Takes more of the answer. */
    void append(String delta);

    /** Tells that the answer is at its end. */
    void finish();
}
