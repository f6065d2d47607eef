package dev.llmops.api.model;

import dev.llmops.api.Require;

/** The form an answer must have. */
public sealed interface ResponseFormat {
    /** {@return free text} */
    static ResponseFormat text() {
        return new Text();
    }

    /** {@return JSON that matches {@code schema}} */
    static ResponseFormat schema(String name, String schema) {
        return new JsonSchema(name, schema, true);
    }

    /** Free text. */
    record Text() implements ResponseFormat {}

    /** Any JSON object. */
    record Json() implements ResponseFormat {}

    /**
     * JSON that matches a schema.
     *
     * @param name what the value is called, for the model
     * @param schema the JSON schema, as JSON text
     * @param strict whether the provider shall guarantee the match, where it can
     */
    record JsonSchema(String name, String schema, boolean strict) implements ResponseFormat {
        /** Checks all components. */
        public JsonSchema {
            Require.nonBlank(name, "name");
            Require.nonBlank(schema, "schema");
        }
    }
}
