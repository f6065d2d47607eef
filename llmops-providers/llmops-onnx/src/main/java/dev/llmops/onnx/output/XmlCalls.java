package dev.llmops.onnx.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls as {@code <function=name>} with a {@code <parameter=name>} for each argument, written as it is. */
final class XmlCalls implements CallSyntax {
    private static final Pattern FUNCTION =
            Pattern.compile("\\G\\s*<function=(?<name>[^>\\s]+)>(?<body>.*?)(?:</function>|\\z)", Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile(
            "\\G\\s*<parameter=(?<name>[^>]+)>\\n?(?<value>.*?)(?:\\n?</parameter>|\\z)", Pattern.DOTALL);

    @Override
    public Optional<ReadCall.Block> read(String block, OfferedTools tools) {
        List<ReadCall> calls = new ArrayList<>();
        Matcher function = FUNCTION.matcher(block);
        int end = 0;
        while (function.find()) {
            String name = function.group("name");
            Optional<String> arguments = arguments(name, function.group("body"), tools);
            if (arguments.isEmpty()) {
                return Optional.empty();
            }
            calls.add(new ReadCall(name, arguments.get()));
            end = function.end();
        }
        boolean all = block.substring(end).isBlank();
        return calls.isEmpty() || !all ? Optional.empty() : Optional.of(new ReadCall.Block(calls, ""));
    }

    private static Optional<String> arguments(String name, String body, OfferedTools tools) {
        ObjectNode arguments = OfferedTools.JSON.createObjectNode();
        Matcher parameter = PARAMETER.matcher(body);
        int end = 0;
        while (end < body.length() && parameter.find()) {
            String key = parameter.group("name").strip();
            arguments.set(key, tools.value(name, key, parameter.group("value")));
            end = parameter.end();
        }
        return body.substring(end).isBlank() ? Optional.of(arguments.toString()) : Optional.empty();
    }
}
