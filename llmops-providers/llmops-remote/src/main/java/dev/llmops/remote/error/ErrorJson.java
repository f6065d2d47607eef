package dev.llmops.remote.error;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;

/** Reads the JSON of error bodies, and finds in it the part that tells of the error. */
final class ErrorJson {
    /** No error needs more; deeper ones are taken as text, so that no walk over them can overflow the stack. */
    private static final int DEPTH = 128;

    private static final ObjectReader READER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH)
                            .build())
                    .build())
            .reader();

    private ErrorJson() {}

    /** {@return the value that a text begins with; a missing node if it is no JSON} */
    static JsonNode parse(String text) {
        try {
            return first(READER.readTree(text));
        } catch (JsonProcessingException noJson) {
            return MissingNode.getInstance();
        }
    }

    /** {@return the part of a body that tells of an error; a missing node if none says that it does} */
    static JsonNode declared(JsonNode root) {
        JsonNode[] places = {
            root.path("error"),
            root.path("response").path("error"),
            root.path("x_groq").path("error"),
            root.path("errors"),
            choiceError(root.path("choices"))
        };
        for (JsonNode place : places) {
            JsonNode error = first(place);
            if (error.isObject() || (error.isTextual() && !error.asText().isBlank())) {
                return error;
            }
        }
        if (root.path("detail").isObject()) {
            return root.path("detail");
        }
        String type = root.path("type").asText();
        boolean says = type.equals("error")
                || type.equals("response.failed")
                || root.path("object").asText().equals("error")
                || root.has("__type");
        return says ? root : MissingNode.getInstance();
    }

    private static JsonNode choiceError(JsonNode choices) {
        for (JsonNode choice : choices) {
            if (choice.path("error").isObject() || choice.path("error").isTextual()) {
                return choice.path("error");
            }
        }
        return MissingNode.getInstance();
    }

    private static JsonNode first(JsonNode node) {
        return node.isArray() && !node.isEmpty() ? node.path(0) : node;
    }
}
