package dev.llmops.onnx.output;

import java.util.Optional;

/** Reads the calls in a block of a model's answer. */
@FunctionalInterface
interface CallSyntax {
    /** {@return the calls in {@code block}; empty if it is not what it should be} */
    Optional<ReadCall.Block> read(String block, OfferedTools tools);
}
