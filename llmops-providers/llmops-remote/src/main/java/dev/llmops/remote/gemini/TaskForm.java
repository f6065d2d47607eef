package dev.llmops.remote.gemini;

/** How an embedding model of Google is told what its vectors are for. */
public enum TaskForm {
    /** By a parameter beside the text, as models of the first generation are. */
    PARAMETER,
    /** By words around the text, as models of the second generation are. */
    IN_TEXT,
    /** Not at all: texts are sent as they are. */
    NONE;

    /** {@return the form that a model takes, as its name tells} */
    static TaskForm of(String model) {
        return model.startsWith("gemini-embedding-2") ? IN_TEXT : PARAMETER;
    }
}
