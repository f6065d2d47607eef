package dev.llmops.onnx.tokens;

/** Takes the pieces of a text one by one; a step of a decoder, or its end. Not safe for concurrent use. */
interface PieceSink {
    /** Takes the next piece. */
    void accept(String piece);

    /** Tells that no piece follows: what is held back goes on. */
    void end();
}
