package dev.llmops.onnx.output;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Calls as JSON objects: one, several, or an array of them.
 *
 * <p>Arguments are kept as the model wrote them. Each call may be wrapped as {@code {"type": "function", "function":
 * {…}}}, and arguments may be a text that holds JSON.
 */
final class JsonCalls implements CallSyntax {
    private static final Set<String> NAMES = Set.of("name", "tool_name", "function");
    private static final Set<String> ARGUMENTS = Set.of("arguments", "parameters");
    /** What Command R calls when it calls nothing. */
    private static final Set<String> NO_TOOLS = Set.of("directly-answer", "directly_answer");

    private final String idKey;

    private JsonCalls(String idKey) {
        this.idKey = idKey;
    }

    static JsonCalls withoutIds() {
        return new JsonCalls("");
    }

    static JsonCalls withIds(String idKey) {
        return new JsonCalls(idKey);
    }

    @Override
    public Optional<ReadCall.Block> read(String block, OfferedTools tools) {
        List<ReadCall> calls = new ArrayList<>();
        int at = start(block, 0);
        try {
            while (at < block.length() && (block.charAt(at) == '{' || block.charAt(at) == '[')) {
                at = start(block, at + values(block.substring(at), calls));
            }
        } catch (IOException | MalformedCallException e) {
            return Optional.empty();
        }
        String rest = block.substring(at);
        boolean none = calls.removeIf(call -> NO_TOOLS.contains(call.name()));
        return calls.isEmpty() && !none ? Optional.empty() : Optional.of(new ReadCall.Block(calls, rest));
    }

    /** {@return where the next value begins: after white space and what separates values} */
    private static int start(String block, int from) {
        int at = from;
        while (at < block.length()
                && (Character.isWhitespace(block.charAt(at)) || from > 0 && ",;".indexOf(block.charAt(at)) >= 0)) {
            at++;
        }
        return at;
    }

    /** {@return the length of the JSON value that {@code text} begins with} */
    private int values(String text, List<ReadCall> calls) throws IOException {
        try (JsonParser parser = OfferedTools.JSON.createParser(text)) {
            if (parser.nextToken() == JsonToken.START_ARRAY) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    calls.add(call(parser, text));
                }
                if (parser.currentToken() != JsonToken.END_ARRAY) {
                    throw new MalformedCallException();
                }
            } else {
                calls.add(call(parser, text));
            }
            return (int) parser.currentLocation().getCharOffset();
        }
    }

    private ReadCall call(JsonParser parser, String text) throws IOException {
        String name = "";
        String arguments = "{}";
        String id = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            JsonToken token = parser.nextToken();
            if (key.equals("function") && token == JsonToken.START_OBJECT) {
                ReadCall inner = call(parser, text);
                name = inner.name();
                arguments = inner.arguments();
            } else if (NAMES.contains(key) && token == JsonToken.VALUE_STRING) {
                name = parser.getText();
            } else if (ARGUMENTS.contains(key)) {
                arguments = arguments(parser, text);
            } else if (key.equals(idKey) && token == JsonToken.VALUE_STRING) {
                id = parser.getText();
            } else {
                parser.skipChildren();
            }
        }
        if (name.isBlank()) {
            throw new MalformedCallException();
        }
        return new ReadCall(name, arguments, id);
    }

    private static String arguments(JsonParser parser, String text) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                int start = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                return text.substring(start, (int) parser.currentLocation().getCharOffset());
            }
            case VALUE_STRING -> {
                String inner = parser.getText();
                if (!isObject(inner)) {
                    throw new MalformedCallException();
                }
                return inner;
            }
            case VALUE_NULL -> {
                return "{}";
            }
            default -> throw new MalformedCallException();
        }
    }

    /** {@return whether {@code text} is one JSON object and nothing else} */
    static boolean isObject(String text) {
        try (JsonParser parser = OfferedTools.JSON.createParser(text)) {
            boolean object = parser.nextToken() == JsonToken.START_OBJECT;
            parser.skipChildren();
            return object && parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    /** Tells that JSON is no call; never leaves this class. */
    private static final class MalformedCallException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private MalformedCallException() {
            super("no call", null, false, false);
        }
    }
}
