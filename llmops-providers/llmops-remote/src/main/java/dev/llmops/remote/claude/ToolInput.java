package dev.llmops.remote.claude;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.ToolCall;
import dev.llmops.remote.wire.Json;

/** The arguments of a tool call, which Anthropic and Bedrock take as an object only. */
public final class ToolInput {
    /** Tells the model that it wrote something else. */
    private static final String INVALID = "INVALID_JSON";

    private ToolInput() {}

    /** {@return the arguments of a call; in an object of their own if they are none} */
    public static ObjectNode of(ToolCall call) {
        return Json.readOrMissing(call.arguments()) instanceof ObjectNode object
                ? object
                : Json.object().put(INVALID, call.arguments());
    }
}
