package dev.llmops.onnx.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Calls as Python has them: {@code name(key="value", other=3)}.
 *
 * <p>One per line or separated by semicolons, in {@code print(…)} or a list or neither. Only literals are understood:
 * nothing is computed. Arguments without a name take those of the tool's schema, in order.
 */
final class PythonCalls implements CallSyntax {
    @Override
    public Optional<ReadCall.Block> read(String block, OfferedTools tools) {
        LiteralReader reader = new LiteralReader(block);
        List<ReadCall> calls = new ArrayList<>();
        try {
            boolean list = reader.takes("[");
            while (!reader.isAtEnd() && !(list && reader.takes("]"))) {
                calls.add(statement(reader, tools));
                skipSeparators(reader);
            }
            boolean whole = reader.isAtEnd() && !calls.isEmpty();
            return whole ? Optional.of(new ReadCall.Block(calls, "")) : Optional.empty();
        } catch (LiteralReader.NoLiteralException e) {
            return Optional.empty();
        }
    }

    private static void skipSeparators(LiteralReader reader) {
        boolean more = true;
        while (more) {
            more = reader.takes(",") || reader.takes(";");
        }
    }

    private static ReadCall statement(LiteralReader reader, OfferedTools tools) {
        String name = reader.name();
        reader.require("(");
        if (!name.equals("print") || tools.has(name)) {
            return call(name, reader, tools);
        }
        String printed = reader.name();
        reader.require("(");
        ReadCall call = call(printed, reader, tools);
        reader.require(")");
        return call;
    }

    private static ReadCall call(String name, LiteralReader reader, OfferedTools tools) {
        ObjectNode arguments = OfferedTools.JSON.createObjectNode();
        List<String> parameters = tools.parameters(name);
        int position = 0;
        while (!reader.takes(")")) {
            String key = reader.nameBefore("=");
            if (key.isEmpty()) {
                key = position < parameters.size() ? parameters.get(position) : "arg" + position;
                position++;
            }
            arguments.set(key, reader.value());
            if (!reader.takes(",")) {
                reader.require(")");
                break;
            }
        }
        if (name.isEmpty()) {
            reader.require("a name");
        }
        return new ReadCall(name, arguments.toString());
    }
}
