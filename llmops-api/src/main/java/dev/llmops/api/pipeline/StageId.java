package dev.llmops.api.pipeline;

import dev.llmops.api.Require;

/**
 * Names a stage of a pipeline.
 *
 * @param kind what it does
 * @param name which one of its kind
 */
public record StageId(StageKind kind, String name) {
    /** Checks both components. */
    public StageId {
        Require.nonNull(kind, "kind");
        Require.nonBlank(name, "name");
    }

    @Override
    public String toString() {
        return kind.label() + " " + name;
    }
}
