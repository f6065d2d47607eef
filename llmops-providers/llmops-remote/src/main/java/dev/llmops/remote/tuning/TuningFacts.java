package dev.llmops.remote.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.WireTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what the descriptions of jobs have in common, whoever makes them. */
public final class TuningFacts {
    private TuningFacts() {}

    /** {@return the texts of a member that is a list of them, or one} */
    public static List<String> texts(JsonNode node, String member) {
        JsonNode value = node.path(member);
        if (value.isTextual()) {
            return value.textValue().isEmpty() ? List.of() : List.of(value.textValue());
        }
        List<String> all = new ArrayList<>();
        for (JsonNode each : value) {
            if (each.isTextual()) {
                all.add(each.textValue());
            } else if (!Json.text(each, "file_id").isEmpty()) {
                all.add(Json.text(each, "file_id"));
            }
        }
        return all;
    }

    /** {@return the numbers of a member that is an object, by their names} */
    public static Map<String, Double> numbers(JsonNode node, String member) {
        Map<String, Double> all = new LinkedHashMap<>();
        node.path(member).properties().forEach(entry -> {
            if (entry.getValue().isNumber()) {
                all.put(entry.getKey(), entry.getValue().doubleValue());
            }
        });
        return all;
    }

    /** {@return the moment of something that happened; 1970 if it is not told} */
    public static Instant at(JsonNode node) {
        Instant at = WireTime.of(node, "created_at");
        return at == null ? Instant.EPOCH : at;
    }
}
