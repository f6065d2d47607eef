package dev.llmops.onnx.grammar.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.Set;

/** The types of JSON values, with whole numbers apart from the others. */
enum Type {
    NULL,
    BOOLEAN,
    INTEGER,
    FRACTION,
    STRING,
    ARRAY,
    OBJECT;

    static Set<Type> of(Schema schema) {
        JsonNode type = schema.node().path("type");
        if (type.isMissingNode()) {
            return EnumSet.allOf(Type.class);
        }
        EnumSet<Type> all = EnumSet.noneOf(Type.class);
        if (type.isTextual()) {
            add(all, schema, type);
        } else if (type.isArray() && !type.isEmpty()) {
            type.forEach(each -> add(all, schema, each));
        } else {
            throw schema.refused("type", "must be a name of a type or an array of them");
        }
        return all;
    }

    private static void add(Set<Type> all, Schema schema, JsonNode name) {
        switch (name.asText()) {
            case "null" -> all.add(NULL);
            case "boolean" -> all.add(BOOLEAN);
            case "integer" -> all.add(INTEGER);
            case "number" -> {
                all.add(INTEGER);
                all.add(FRACTION);
            }
            case "string" -> all.add(STRING);
            case "array" -> all.add(ARRAY);
            case "object" -> all.add(OBJECT);
            default -> throw schema.refused("type", "names an unknown type");
        }
    }

    static Type of(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL -> NULL;
            case BOOLEAN -> BOOLEAN;
            case NUMBER -> value.decimalValue().stripTrailingZeros().scale() <= 0 ? INTEGER : FRACTION;
            case STRING -> STRING;
            case ARRAY -> ARRAY;
            default -> OBJECT;
        };
    }
}
