package dev.llmops.remote.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.Content;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.ResponseAssembly;
import java.util.Set;

/** A block of content while it comes. */
final class AnthropicBlock {
    /** The end of the type of a part that is no block, but further members of the block before it. */
    static final String MEMBERS_OF = "+";

    private static final Set<String> KNOWN = Set.of("text", "thinking", "tool_use");
    private static final Set<String> READ = Set.of("type", "text", "thinking", "signature", "id", "name", "input");
    private static final JsonNode DIRECT = Json.object().put("type", "direct");

    private final ResponseAssembly assembly;
    private final AnthropicCitations citations;
    private final ObjectNode block;
    private final String type;
    private final StringBuilder input = new StringBuilder();
    private final int textStart;
    private boolean hasWords;

    AnthropicBlock(ObjectNode start, ResponseAssembly assembly, AnthropicCitations citations) {
        this.block = start.deepCopy();
        this.assembly = assembly;
        this.citations = citations;
        this.type = Json.text(start, "type");
        this.textStart = assembly.textLength();
        switch (type) {
            case "text" -> text(Json.text(start, "text"));
            case "thinking" -> {
                assembly.reasoning(this, Json.text(start, "thinking"));
                assembly.reasoningSignature(this, Json.text(start, "signature"));
            }
            case "tool_use" -> assembly.toolCall(this, Json.text(start, "id"), Json.text(start, "name"));
            default -> {
                // Known only when all of it is here.
            }
        }
    }

    void delta(JsonNode delta) {
        String kind = Json.text(delta, "type");
        boolean read = KNOWN.contains(type) && known(kind, delta);
        if (!read && kind.equals("input_json_delta")) {
            input.append(Json.text(delta, "partial_json"));
        } else if (!read && kind.equals("citations_delta")) {
            array("citations").add(delta.path("citation"));
        } else if (!read) {
            append(delta);
        }
    }

    private boolean known(String kind, JsonNode delta) {
        switch (type + " " + kind) {
            case "text text_delta" -> text(Json.text(delta, "text"));
            case "thinking thinking_delta" -> assembly.reasoning(this, Json.text(delta, "thinking"));
            case "thinking signature_delta" -> assembly.reasoningSignature(this, Json.text(delta, "signature"));
            case "tool_use input_json_delta" -> {
                String piece = Json.text(delta, "partial_json");
                input.append(piece);
                assembly.toolArguments(this, piece);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void text(String piece) {
        hasWords |= !piece.isBlank();
        assembly.text(this, piece);
    }

    /** Joins a delta that is new: what it has goes to the member of the same name. */
    private void append(JsonNode delta) {
        delta.properties().forEach(member -> {
            JsonNode value = member.getValue();
            JsonNode before = block.path(member.getKey());
            if (member.getKey().equals("type") || value.isNull()) {
                return;
            }
            if (value.isTextual() && before.isTextual()) {
                block.put(member.getKey(), before.textValue() + value.textValue());
            } else if (value.isArray()) {
                array(member.getKey()).addAll((ArrayNode) value);
            } else {
                block.set(member.getKey(), value);
            }
        });
    }

    private ArrayNode array(String member) {
        return block.path(member) instanceof ArrayNode array ? array : block.putArray(member);
    }

    void stop() {
        if (!KNOWN.contains(type)) {
            JsonNode joined = input.isEmpty() ? block.path("input") : Json.readOrMissing(input.toString());
            if (!joined.isMissingNode()) {
                block.set("input", joined);
            }
            assembly.opaque(type, block.toString());
            return;
        }
        JsonNode whole = block.path("input");
        if (type.equals("tool_use") && input.isEmpty() && whole.isObject() && !whole.isEmpty()) {
            assembly.toolArguments(this, whole.toString());
        }
        for (JsonNode citation : block.path("citations")) {
            citations.read(citation, textStart, assembly.textLength()).ifPresent(assembly::citation);
        }
        keepFurtherMembers();
    }

    /** What a known block has besides must go back with it; who called a tool only if it was not the model itself. */
    private void keepFurtherMembers() {
        if (type.equals("text") && !hasWords) {
            // Such text does not go back, and nothing of it.
            return;
        }
        ObjectNode further = Json.object();
        block.properties().forEach(member -> {
            boolean empty = member.getValue().isNull()
                    || (member.getValue().isArray() && member.getValue().isEmpty());
            boolean direct =
                    member.getKey().equals("caller") && member.getValue().equals(DIRECT);
            if (!READ.contains(member.getKey()) && !empty && !direct) {
                further.set(member.getKey(), member.getValue());
            }
        });
        if (!further.isEmpty()) {
            assembly.content(new Content.Opaque(AnthropicClient.PROVIDER, type + MEMBERS_OF, further.toString()));
        }
    }
}
