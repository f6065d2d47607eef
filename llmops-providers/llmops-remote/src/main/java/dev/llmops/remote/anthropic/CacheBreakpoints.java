package dev.llmops.remote.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.CachePoint;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import java.util.ArrayList;
import java.util.List;

/** The places up to which Anthropic shall keep a request: four at most, in the order tools, system, messages. */
final class CacheBreakpoints {
    static final String MEMBER = "cache_control";

    private static final int MOST = 4;

    private final List<ObjectNode> beforeMessages = new ArrayList<>();
    private final List<ObjectNode> inMessages = new ArrayList<>();
    private int reserved;

    /** Marks the last of tools or instructions. */
    void markBeforeMessages(ArrayNode blocks, CachePoint point) {
        mark(blocks, point, beforeMessages);
    }

    /** Marks the last block of a message that can be marked: thoughts cannot. */
    void markMessage(ArrayNode blocks, CachePoint point) {
        mark(blocks, point, inMessages);
    }

    /** Takes one place for a mark that Anthropic moves itself. */
    void reserve() {
        reserved++;
    }

    private static void mark(ArrayNode blocks, CachePoint point, List<ObjectNode> marked) {
        for (int i = blocks.size() - 1; i >= 0; i--) {
            JsonNode block = blocks.get(i);
            if (block instanceof ObjectNode object && !Json.text(block, "type").contains("thinking")) {
                object.set(MEMBER, control(point));
                marked.add(object);
                return;
            }
        }
    }

    /** {@return the mark itself} */
    static ObjectNode control(CachePoint point) {
        ObjectNode control = Json.object().put("type", "ephemeral");
        return point == CachePoint.LONG ? control.put("ttl", "1h") : control;
    }

    /** Takes the earliest marks of messages away while there are too many: later ones cover more. */
    void limit(Encoding encoding) {
        int places = MOST - reserved - beforeMessages.size();
        int tooMany = Math.min(inMessages.size() - places, inMessages.size());
        if (tooMany > 0) {
            inMessages.subList(0, tooMany).forEach(block -> block.remove(MEMBER));
            inMessages.subList(0, tooMany).clear();
            encoding.warn(tooMany + " cache points were left out: Anthropic keeps up to " + MOST + " in a request");
        }
    }
}
