package dev.llmops.remote.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.remote.wire.Json;
import java.util.Set;

/**
 * Joins the blocks of reasoning that OpenRouter sends, in pieces or whole, into what must go back.
 *
 * <p>Pieces of one block have the same index and type: their text and data are joined, and of all
 * else the last value counts.
 */
final class ReasoningDetails {
    private static final Set<String> JOINED = Set.of("text", "summary", "data");

    private final ArrayNode blocks = Json.array();

    void add(JsonNode piece) {
        JsonNode before = blocks.path(blocks.size() - 1);
        if (before instanceof ObjectNode block && isSame(block, piece)) {
            piece.properties().forEach(member -> join(block, member.getKey(), member.getValue()));
        } else {
            blocks.add(piece.deepCopy());
        }
    }

    private static boolean isSame(ObjectNode block, JsonNode piece) {
        return Json.has(piece, "index")
                && piece.path("index").equals(block.path("index"))
                && piece.path("type").equals(block.path("type"));
    }

    private static void join(ObjectNode block, String member, JsonNode value) {
        if (value.isNull()) {
            return;
        }
        if (JOINED.contains(member) && value.isTextual()) {
            block.put(member, Json.text(block, member) + value.textValue());
        } else {
            block.set(member, value);
        }
    }

    /** {@return the blocks so far; empty for none} */
    ArrayNode blocks() {
        return blocks;
    }
}
