package dev.llmops.api.tuning;

import dev.llmops.api.Require;

/**
 * Examples that lie with the provider.
 *
 * @param id the id under which the provider knows them; keep it
 * @param name the name of the file
 * @param bytes its length; 0 if not told
 * @param state whether a job can use it
 * @param rawState the provider's own word for that; may be empty
 */
public record TrainingFile(String id, String name, long bytes, State state, String rawState) {
    /** Checks all components. */
    public TrainingFile {
        Require.nonBlank(id, "id");
        Require.nonNull(name, "name");
        Require.that(bytes >= 0, "bytes", "bytes must not be negative, was " + bytes);
        Require.nonNull(state, "state");
        Require.nonNull(rawState, "rawState");
    }

    /** Whether a job can use a file. */
    public enum State {
        /** The provider still reads it. */
        PENDING,
        /** A job can use it. */
        READY,
        /** The provider cannot use it. */
        FAILED,
        /** The provider says something this library does not know. */
        UNKNOWN
    }
}
