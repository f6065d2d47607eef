package dev.llmops.core.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.ConfigurationException;
import dev.llmops.api.Require;

/**
 * Describes Java types as JSON schemas, for structured answers and for the parameters of tools.
 *
 * <p>A record is an object with its components as members, and a bean one with its setters. Members
 * are required unless they are {@code Optional} or carry an annotation called {@code Nullable};
 * those may also be null. Other members are not allowed. Lists, sets, arrays, maps with text as keys,
 * enums, numbers, {@code java.time}, UUID and URI are what one expects; a sealed interface is any of
 * its records, told apart by a member {@code type} with the simple name of the record.
 * {@code @JsonProperty}, {@code @JsonPropertyDescription} and {@code @JsonClassDescription} of
 * Jackson give names and descriptions.
 */
public final class JsonSchemas {
    private JsonSchemas() {}

    /**
     * {@return the JSON schema, draft 2020-12, of the JSON that stands for an object of {@code type}}
     *
     * @throws ConfigurationException if a type has no JSON form, naming the class and the member
     */
    public static String of(Class<?> type) {
        return Definitions.describe(ShapeReader.of(Require.nonNull(type, "type")))
                .toString();
    }

    /**
     * {@return the same schema in the form that providers can guarantee: every member is required,
     * and what may be missing is null; a map cannot be put so and stays as it is}
     *
     * @throws ConfigurationException if a type has no JSON form, naming the class and the member
     */
    public static String strict(Class<?> type) {
        ObjectNode schema = Definitions.describe(ShapeReader.of(Require.nonNull(type, "type")));
        return StrictSchema.of(schema).toString();
    }
}
