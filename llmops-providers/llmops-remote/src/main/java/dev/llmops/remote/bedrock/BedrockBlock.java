package dev.llmops.remote.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.Content;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.ResponseAssembly;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.Iterator;
import java.util.Map;

/** A block of content while it comes. What kind it is, its first part tells. */
final class BedrockBlock {
    /** The type of a part that is no block, but stands for the text before it with its citations. */
    static final String CITED_TEXT = "citationsContent+";

    private static final String TOOL_USE = "toolUse";
    private static final String REASONING = "reasoningContent";
    private static final String REDACTED = "redactedContent";
    private static final String CITATIONS = "citationsContent";

    private final ResponseAssembly assembly;
    private final StringBuilder text = new StringBuilder();
    private final ArrayNode citations = Json.array();
    private final ByteArrayOutputStream redacted = new ByteArrayOutputStream();
    /** A block that goes back as it came. */
    private final ObjectNode raw = Json.object();

    private final StringBuilder rawInput = new StringBuilder();
    private boolean isToolCall;

    BedrockBlock(ResponseAssembly assembly) {
        this.assembly = assembly;
    }

    /** Reads a block that came whole. */
    void whole(JsonNode block) {
        if (block.path("text").isTextual()) {
            text(block.path("text").textValue());
        } else if (block.has(TOOL_USE) && isCall(block.path(TOOL_USE))) {
            call(block.path(TOOL_USE));
            assembly.toolArguments(this, block.path(TOOL_USE).path("input").toString());
        } else if (block.path(REASONING).has("reasoningText")) {
            reasoning(block.path(REASONING).path("reasoningText"));
        } else if (block.has(CITATIONS)) {
            block.path(CITATIONS).path("content").forEach(part -> text(Json.text(part, "text")));
            block.path(CITATIONS).path("citations").forEach(citations::add);
            stop();
        } else {
            assembly.opaque(type(block), block.toString());
        }
    }

    /** Reads the start of a block, which only some kinds have. */
    void start(JsonNode start) {
        if (start.has(TOOL_USE) && isCall(start.path(TOOL_USE))) {
            call(start.path(TOOL_USE));
        } else if (start instanceof ObjectNode object) {
            raw.setAll(object.deepCopy());
        }
    }

    void delta(JsonNode delta) {
        for (Map.Entry<String, JsonNode> member : delta.properties()) {
            JsonNode value = member.getValue();
            switch (member.getKey()) {
                case "text" -> text(value.asText());
                case TOOL_USE -> input(Json.text(value, "input"));
                case REASONING -> thought(value);
                case "citation" -> citations.add(value);
                default -> append(member.getKey(), value);
            }
        }
    }

    private void text(String piece) {
        text.append(piece);
        assembly.text(this, piece);
    }

    /** {@return whether the caller shall run the tool} Models run some themselves. */
    private static boolean isCall(JsonNode use) {
        String type = Json.text(use, "type");
        return type.isEmpty() || type.equals("tool_use");
    }

    private void call(JsonNode use) {
        isToolCall = true;
        assembly.toolCall(this, Json.text(use, "toolUseId"), Json.text(use, "name"));
    }

    private void input(String piece) {
        if (isToolCall) {
            assembly.toolArguments(this, piece);
        } else {
            rawInput.append(piece);
        }
    }

    private void thought(JsonNode thought) {
        reasoning(thought);
        String hidden = Json.text(thought, REDACTED);
        if (!hidden.isEmpty()) {
            try {
                redacted.writeBytes(Base64.getDecoder().decode(hidden));
            } catch (IllegalArgumentException e) {
                assembly.warning("a piece of hidden reasoning was not base64");
            }
        }
    }

    private void reasoning(JsonNode thought) {
        if (thought.has("text")) {
            assembly.reasoning(this, Json.text(thought, "text"));
        }
        if (thought.has("signature")) {
            assembly.reasoningSignature(this, Json.text(thought, "signature"));
        }
    }

    /** Joins a delta that is new: a list is what the block has as its content. */
    private void append(String kind, JsonNode value) {
        ObjectNode block = raw.path(kind) instanceof ObjectNode there ? there : raw.putObject(kind);
        if (value instanceof ArrayNode list) {
            ArrayNode content = block.path("content") instanceof ArrayNode array ? array : block.putArray("content");
            content.addAll(list);
        } else if (value instanceof ObjectNode object) {
            object.properties().forEach(member -> Json.join(block, member.getKey(), member.getValue()));
        } else {
            block.set("value", value);
        }
    }

    void stop() {
        if (redacted.size() > 0) {
            ObjectNode block = Json.object();
            block.putObject(REASONING).put(REDACTED, Base64.getEncoder().encodeToString(redacted.toByteArray()));
            assembly.opaque(REASONING, block.toString());
        }
        if (!citations.isEmpty()) {
            ObjectNode block = Json.object();
            ObjectNode cited = block.putObject(CITATIONS);
            cited.putArray("content").addObject().put("text", text.toString());
            cited.set("citations", citations);
            assembly.content(new Content.Opaque(BedrockClient.PROVIDER, CITED_TEXT, block.toString()));
        }
        if (!raw.isEmpty()) {
            JsonNode input = Json.readOrMissing(rawInput.toString());
            if (raw.path(TOOL_USE) instanceof ObjectNode use && !input.isMissingNode()) {
                use.set("input", input);
            }
            assembly.opaque(type(raw), raw.toString());
        }
    }

    private static String type(JsonNode block) {
        Iterator<String> names = block.fieldNames();
        return names.hasNext() ? names.next() : "";
    }
}
