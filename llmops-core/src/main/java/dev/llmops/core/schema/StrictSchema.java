package dev.llmops.core.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.core.json.SchemaCheck;

/**
 * The part of JSON Schema whose match providers can guarantee.
 *
 * <p>In it every object lists all its members as required and allows no others; what may be missing
 * is null instead.
 */
final class StrictSchema {
    private StrictSchema() {}

    /** {@return a schema of ours with every member required; what may be missing may be null already} */
    static ObjectNode of(ObjectNode schema) {
        ObjectNode copy = schema.deepCopy();
        copy.remove("$schema");
        requireAll(copy);
        return copy;
    }

    private static void requireAll(JsonNode schema) {
        if (schema instanceof ObjectNode object && schema.get("properties") instanceof ObjectNode properties) {
            ArrayNode required = object.putArray("required");
            properties.fieldNames().forEachRemaining(required::add);
        }
        SchemaCheck.parts(schema).forEach(StrictSchema::requireAll);
    }

    /** {@return whether providers can guarantee the match of {@code schema}} */
    static boolean allows(JsonNode schema) {
        return schema.path("type").asText().equals("object") && closed(schema);
    }

    private static boolean closed(JsonNode schema) {
        if (schema.has("properties") || schema.path("type").asText().equals("object")) {
            JsonNode others = schema.path("additionalProperties");
            boolean open = !others.isBoolean() || others.booleanValue();
            if (open
                    || schema.path("properties").size()
                            != schema.path("required").size()) {
                return false;
            }
        }
        return SchemaCheck.parts(schema).stream().allMatch(StrictSchema::closed);
    }
}
