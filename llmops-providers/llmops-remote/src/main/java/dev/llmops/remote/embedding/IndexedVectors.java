package dev.llmops.remote.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.MalformedAnswerException;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads answers of OpenAI's form, {@code data[{index, embedding}]}, which many providers have. */
public final class IndexedVectors {
    private IndexedVectors() {}

    /**
     * {@return the vectors by their index, whatever the order they came in}
     *
     * @throws dev.llmops.remote.wire.MalformedAnswerException if there are none, or an index is wrong
     */
    public static Embedded read(VectorAnswer answer) {
        JsonNode data = answer.json().path("data");
        if (!data.isArray()) {
            throw MalformedAnswerException.without("data");
        }
        float[][] vectors = new float[data.size()][];
        for (int i = 0; i < vectors.length; i++) {
            JsonNode item = data.get(i);
            OptionalInt told = Json.integer(item, "index");
            int index = told.orElse(i);
            if (index < 0 || index >= vectors.length || vectors[index] != null) {
                throw new MalformedAnswerException(
                        "wrong-index", "An index of the answer is too large, or there twice.");
            }
            vectors[index] = answer.vector(item.path("embedding"));
        }
        JsonNode usage = answer.json().path("usage");
        OptionalLong tokens = Json.count(usage, "prompt_tokens");
        return new Embedded(
                Arrays.asList(vectors),
                Json.text(answer.json(), "model"),
                VectorAnswer.usage(tokens.isPresent() ? tokens : Json.count(usage, "total_tokens"), usage));
    }
}
