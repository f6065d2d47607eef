package dev.llmops.api.model;

import dev.llmops.api.Require;

/**
 * Whether the model may, must or must not call a tool.
 *
 * @param mode the rule
 * @param toolName the tool that must be called; empty unless the mode is {@link Mode#NAMED}
 */
public record ToolChoice(Mode mode, String toolName) {
    /** Checks both components. */
    public ToolChoice {
        Require.nonNull(mode, "mode");
        Require.nonNull(toolName, "toolName");
        Require.that(
                (mode == Mode.NAMED) != toolName.isBlank(),
                "toolName",
                "toolName goes with mode NAMED, and only with it");
    }

    /** {@return the model decides} */
    public static ToolChoice auto() {
        return new ToolChoice(Mode.AUTO, "");
    }

    /** {@return the model must not call a tool} */
    public static ToolChoice none() {
        return new ToolChoice(Mode.NONE, "");
    }

    /** {@return the model must call at least one tool} */
    public static ToolChoice required() {
        return new ToolChoice(Mode.REQUIRED, "");
    }

    /** {@return the model must call this tool} */
    public static ToolChoice named(String toolName) {
        return new ToolChoice(Mode.NAMED, toolName);
    }

    /** The rules there are. */
    public enum Mode {
        /** The model decides. */
        AUTO,
        /** No tool may be called. */
        NONE,
        /** At least one tool must be called. */
        REQUIRED,
        /** One given tool must be called. */
        NAMED
    }
}
