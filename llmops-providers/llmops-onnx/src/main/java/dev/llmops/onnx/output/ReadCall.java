package dev.llmops.onnx.output;

import java.util.List;

/**
 * A call of a tool as a model wrote it.
 *
 * @param name the tool
 * @param arguments the arguments as a JSON object
 * @param id the id that the model gave the call; empty if it gave none
 */
record ReadCall(String name, String arguments, String id) {
    ReadCall(String name, String arguments) {
        this(name, arguments, "");
    }

    /**
     * The calls of a block.
     *
     * @param calls the calls
     * @param rest text that follows them
     */
    record Block(List<ReadCall> calls, String rest) {
        Block {
            calls = List.copyOf(calls);
        }
    }
}
