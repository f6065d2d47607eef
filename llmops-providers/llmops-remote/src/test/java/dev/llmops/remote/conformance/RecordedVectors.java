package dev.llmops.remote.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.embedding.EmbeddingResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The vectors in a recorded answer, found by their looks, apart from the code under test. */
final class RecordedVectors {
    private static final int LEAST = 8;

    private RecordedVectors() {}

    /** {@return what differs between the answer and what a client made of it} */
    static List<String> differences(JsonNode answer, int texts, EmbeddingResponse response) {
        List<String> problems = new ArrayList<>();
        List<float[]> recorded = new ArrayList<>();
        collect(answer, recorded);
        if (response.vectors().size() != texts || recorded.size() != texts) {
            problems.add(texts + " texts, " + response.vectors().size() + " vectors of " + recorded.size());
            return problems;
        }
        for (int i = 0; i < texts; i++) {
            if (!alike(recorded.get(i), response.vectors().get(i))) {
                problems.add("vector " + i);
            }
        }
        return problems;
    }

    /** Text that is too long for a word and has no blanks is taken for base64. */
    private static void collect(JsonNode node, List<float[]> found) {
        if (node.isArray() && node.size() >= LEAST && node.get(0).isNumber()) {
            float[] vector = new float[node.size()];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) node.get(i).doubleValue();
            }
            found.add(vector);
        } else if (node.isTextual() && node.textValue().matches("[A-Za-z0-9+/=]{80,}")) {
            found.add(floats(node.textValue()));
        } else {
            node.forEach(child -> collect(child, found));
        }
    }

    private static float[] floats(String base64) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
        float[] vector = new float[bytes.limit() / Float.BYTES];
        bytes.asFloatBuffer().get(vector);
        return vector;
    }

    /** A recorded vector of numbers of 8 bytes, read as of 4, is twice as long and nonsense. */
    private static boolean alike(float[] recorded, float[] read) {
        if (recorded.length == 2 * read.length) {
            float most = 0;
            for (float value : read) {
                most = Math.max(most, Math.abs(value));
            }
            return most > 0 && most < 100;
        }
        return Arrays.equals(recorded, read);
    }
}
