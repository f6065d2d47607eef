package dev.llmops.onnx.grammar.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.llmops.api.InvalidInputException;
import dev.llmops.onnx.grammar.pattern.Emission;
import dev.llmops.onnx.grammar.pattern.Encoding;
import dev.llmops.onnx.grammar.pattern.Expr;
import java.util.Arrays;
import java.util.List;

/**
 * The JSON texts that match a schema of draft 2020-12.
 *
 * <p>Kept to are: type, enum, const, properties, required, additionalProperties, patternProperties, propertyNames,
 * minProperties, maxProperties, items, prefixItems, minItems, maxItems, uniqueItems for few listed values, minLength,
 * maxLength, pattern, format, minimum, maximum and their exclusive forms, multipleOf, anyOf, allOf, oneOf where its
 * branches exclude each other, and {@code $ref} within the schema, recursive too. Refused are not, if, contains,
 * dependent and unevaluated ones. Members that the schema does not name are written only where it speaks of them.
 */
public final class SchemaGrammar {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final JsonNode root;
    private final JsonSpacing spacing;

    private SchemaGrammar(JsonNode root, JsonSpacing spacing) {
        this.root = root;
        this.spacing = spacing;
    }

    /**
     * {@return the texts that match {@code schema}}
     *
     * @throws InvalidInputException if it is no schema, or asks for what cannot be guaranteed
     */
    public static SchemaGrammar of(String schema, JsonSpacing spacing) {
        SchemaGrammar grammar = new SchemaGrammar(parse(schema), spacing);
        boolean[] all = new boolean[256];
        Arrays.fill(all, true);
        new Emission().program(grammar.expr(), Encoding.UTF_8, all);
        return grammar;
    }

    private static JsonNode parse(String schema) {
        try {
            JsonNode root = MAPPER.readTree(schema);
            if (root != null && (root.isObject() || root.isBoolean())) {
                return root;
            }
        } catch (JsonProcessingException e) {
            throw new InvalidInputException("schema", "The JSON schema is not JSON: " + e.getOriginalMessage());
        }
        throw new InvalidInputException("schema", "A JSON schema must be a JSON object, true or false.");
    }

    /** {@return the texts as an expression} */
    public Expr expr() {
        return new Expr.Made((emission, next) ->
                new SchemaNodes(root, spacing, emission).value(List.of(new Schema(root, "")), next));
    }
}
