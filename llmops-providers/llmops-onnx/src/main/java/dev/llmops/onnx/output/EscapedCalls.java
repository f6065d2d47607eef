package dev.llmops.onnx.output;

import java.util.List;
import java.util.Optional;

/** A call as FunctionGemma writes it: {@code call:name{key:<escape>text<escape>,other:3}}. */
final class EscapedCalls implements CallSyntax {
    @Override
    public Optional<ReadCall.Block> read(String block, OfferedTools tools) {
        LiteralReader reader = new LiteralReader(block);
        try {
            reader.require("call:");
            String name = reader.name();
            String arguments = reader.value().toString();
            boolean call = !name.isEmpty() && arguments.startsWith("{") && reader.isAtEnd();
            return call
                    ? Optional.of(new ReadCall.Block(List.of(new ReadCall(name, arguments)), ""))
                    : Optional.empty();
        } catch (LiteralReader.NoLiteralException e) {
            return Optional.empty();
        }
    }
}
