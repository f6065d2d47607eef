package dev.llmops.api.model;

import dev.llmops.api.Require;

/**
 * A tool as the model sees it.
 *
 * @param name letters, digits, {@code _} and {@code -}, at most 64
 * @param description what it does and when to use it, for the model
 * @param parametersSchema the JSON schema of its arguments, as JSON text; an object
 * @param strict whether the provider shall guarantee that arguments match the schema
 */
public record ToolSpec(String name, String description, String parametersSchema, boolean strict) {
    /** Checks all components. */
    public ToolSpec {
        Require.nonBlank(name, "name");
        Require.that(
                name.length() <= 64
                        && name.chars()
                                .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-')),
                "name",
                "tool name must be at most 64 letters, digits, _ or -, was \"" + name + "\"");
        Require.nonNull(description, "description");
        Require.nonBlank(parametersSchema, "parametersSchema");
    }

    /** {@return a tool whose arguments should match the schema} */
    public static ToolSpec of(String name, String description, String parametersSchema) {
        return new ToolSpec(name, description, parametersSchema, false);
    }
}
