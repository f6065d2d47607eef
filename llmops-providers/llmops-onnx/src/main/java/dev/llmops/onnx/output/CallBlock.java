package dev.llmops.onnx.output;

/**
 * A part of an answer that holds calls of tools.
 *
 * @param begin the text it begins with
 * @param end the text it ends with; empty if it goes to the end of the answer
 * @param syntax how the calls in it are written
 * @param whole whether the syntax wants {@code begin} and {@code end} too
 */
record CallBlock(String begin, String end, CallSyntax syntax, boolean whole) {
    CallBlock(String begin, String end, CallSyntax syntax) {
        this(begin, end, syntax, false);
    }
}
