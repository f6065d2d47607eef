package dev.llmops.remote.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.embedding.EmbeddingRequest.Purpose;

/**
 * Tells a model what its vectors are for.
 *
 * @param form where it is said
 * @param queryTask what queries are for, where it is said in the text
 */
record EmbeddingTask(TaskForm form, String queryTask) {
    static final String SEARCH = "search result";

    /** {@return {@code text} as it is sent} */
    String text(String text, Purpose purpose) {
        if (form != TaskForm.IN_TEXT) {
            return text;
        }
        return switch (purpose) {
            case QUERY -> "task: " + queryTask + " | query: " + text;
            case DOCUMENT -> "title: none | text: " + text;
            case SIMILARITY -> "task: sentence similarity | query: " + text;
            case CLASSIFICATION -> "task: classification | query: " + text;
            case CLUSTERING -> "task: clustering | query: " + text;
        };
    }

    /** Adds the member {@code name} that says it, if a member does. */
    void add(ObjectNode body, String name, Purpose purpose) {
        if (form != TaskForm.PARAMETER) {
            return;
        }
        body.put(
                name,
                switch (purpose) {
                    case QUERY -> "RETRIEVAL_QUERY";
                    case DOCUMENT -> "RETRIEVAL_DOCUMENT";
                    case SIMILARITY -> "SEMANTIC_SIMILARITY";
                    case CLASSIFICATION -> "CLASSIFICATION";
                    case CLUSTERING -> "CLUSTERING";
                });
    }
}
