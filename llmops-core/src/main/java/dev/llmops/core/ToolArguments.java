package dev.llmops.core;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.llmops.api.safety.GuardDecision;
import dev.llmops.api.safety.Segment.Origin;
import dev.llmops.core.guarding.Pseudonyms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Guards and restores the texts inside the arguments of a tool call.
 *
 * <p>Texts are looked at decoded and written back with their escapes. Arguments in which nothing
 * changed are returned to the letter; those that do not parse are treated as one text.
 */
final class ToolArguments {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final List<OutputLane> lanes;
    private final Pseudonyms pseudonyms;
    private final Recorder recorder;
    private final String callId;
    private final List<GuardDecision> reprompts = new ArrayList<>();
    private boolean changed;

    ToolArguments(List<OutputLane> lanes, Pseudonyms pseudonyms, Recorder recorder, String callId) {
        this.lanes = lanes;
        this.pseudonyms = pseudonyms;
        this.recorder = recorder;
        this.callId = callId;
    }

    String guard(String arguments) {
        if (pseudonyms.isEmpty() && lanes.isEmpty()) {
            return arguments;
        }
        try {
            JsonNode guarded = guard(JSON.readTree(arguments));
            return changed ? JSON.writeValueAsString(guarded) : arguments;
        } catch (JsonProcessingException e) {
            return guardText(arguments);
        }
    }

    /** {@return why the model must be asked again} */
    List<GuardDecision> reprompts() {
        return reprompts;
    }

    private JsonNode guard(JsonNode node) {
        if (node.isTextual()) {
            return TextNode.valueOf(guardText(node.textValue()));
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JSON.createArrayNode();
            array.forEach(item -> copy.add(guard(item)));
            return copy;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JSON.createObjectNode();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                copy.set(guardText(field.getKey()), guard(field.getValue()));
            }
            return copy;
        }
        return node;
    }

    private String guardText(String text) {
        OutputChannel channel =
                new OutputChannel(lanes, Origin.TOOL_ARGUMENTS, callId, recorder, pseudonyms, List.of(), piece -> {});
        reprompts.addAll(channel.finish(text));
        changed |= !channel.delivered().equals(text);
        return channel.delivered();
    }
}
