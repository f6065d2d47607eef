package dev.llmops.remote.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import dev.llmops.api.model.Usage;
import dev.llmops.remote.http.ResponseHead;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.MalformedAnswerException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * An answer with vectors in it.
 *
 * @param head its status and headers
 * @param json its body, in which an array of numbers is one node
 * @param expected how long the vectors should be; 0 if not known
 */
public record VectorAnswer(ResponseHead head, JsonNode json, int expected) {
    /** {@return the answer in {@code body}, which fails if it is not JSON} */
    static VectorAnswer read(ResponseHead head, byte[] body, int expected) {
        return new VectorAnswer(head, VectorJson.read(body), expected);
    }

    /**
     * {@return the vector that a node holds, as numbers or as base64}
     *
     * @throws MalformedAnswerException if it holds none
     */
    public float[] vector(JsonNode node) {
        float[] vector;
        if (node instanceof POJONode packed && packed.getPojo() instanceof float[] numbers) {
            vector = numbers;
        } else if (node.isTextual()) {
            vector = PackedVector.read(node.textValue(), expected);
        } else {
            throw new MalformedAnswerException("no-result", "The answer has no vector where one should be.");
        }
        for (float value : vector) {
            if (!Float.isFinite(value)) {
                throw new MalformedAnswerException(
                        "wrong-vector", "A vector of the answer has a place that is no number.");
            }
        }
        return vector;
    }

    /** {@return the vectors in a list of them, each a node of its own} */
    public List<float[]> vectors(JsonNode list) {
        if (!list.isArray()) {
            throw MalformedAnswerException.without("list of vectors");
        }
        List<float[]> vectors = new ArrayList<>(list.size());
        list.forEach(node -> vectors.add(vector(node)));
        return vectors;
    }

    /** {@return the vectors in a list of objects, each in the member {@code name}} */
    public List<float[]> vectors(JsonNode list, String name) {
        if (!list.isArray()) {
            throw MalformedAnswerException.without("list of vectors");
        }
        List<float[]> vectors = new ArrayList<>(list.size());
        list.forEach(node -> vectors.add(vector(node.path(name))));
        return vectors;
    }

    /** {@return the count in a header; {@code name} in lower case} */
    public OptionalLong number(String name) {
        String text = head.header(name).orElse("");
        return text.matches("\\d{1,15}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    /** {@return usage of input tokens, if they were told} */
    public static Usage usage(OptionalLong tokens, JsonNode raw) {
        if (tokens.isEmpty()) {
            return Usage.unknown();
        }
        return Usage.builder(Usage.Source.PROVIDER)
                .count(Usage.Unit.INPUT_UNCACHED, tokens.getAsLong())
                .rawJson(raw.isMissingNode() ? "" : Json.write(raw))
                .build();
    }

    /** Shows the status only. */
    @Override
    public String toString() {
        return "VectorAnswer[" + head.status() + "]";
    }
}
