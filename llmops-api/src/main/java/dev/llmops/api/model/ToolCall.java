package dev.llmops.api.model;

import dev.llmops.api.Require;

/**
 * A call of a tool that a model asks for.
 *
 * @param id ties the result to the call; made up by the client when the provider sends none
 * @param name the tool
 * @param arguments the arguments as JSON text, kept as the model wrote them even when they do not parse
 */
public record ToolCall(String id, String name, String arguments) {
    /** Checks all components; missing arguments are an empty object. */
    public ToolCall {
        Require.nonNull(id, "id");
        Require.nonNull(name, "name");
        arguments = Require.nonNull(arguments, "arguments").isBlank() ? "{}" : arguments;
    }

    /** Shows the name only: arguments may be personal. */
    @Override
    public String toString() {
        return "ToolCall[" + name + " " + id + "]";
    }
}
