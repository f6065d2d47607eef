package dev.llmops.remote.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import dev.llmops.remote.wire.MalformedAnswerException;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

class VectorJsonTest {
    @Test
    void readsAnArrayOfNumbersAsOneVector() {
        JsonNode json = read("{\"a\":[[1, -2.5e-3, 0.1],[4]],\"b\":{\"c\":[]}}");

        assertThat(vector(json.path("a").get(0))).containsExactly(1f, -0.0025f, 0.1f);
        assertThat(vector(json.path("a").get(1))).containsExactly(4f);
        assertThat(json.path("b").path("c").isArray()).isTrue();
    }

    @Test
    void readsVectorsOfAnyLength() {
        for (int length : new int[] {1, 255, 256, 257, 3072}) {
            StringJoiner numbers = new StringJoiner(",", "[", "]");
            for (int i = 0; i < length; i++) {
                numbers.add(String.valueOf(i / 7f));
            }

            float[] vector = vector(read(numbers.toString()));

            assertThat(vector).hasSize(length);
            assertThat(vector[length - 1]).isEqualTo((length - 1) / 7f);
        }
    }

    @Test
    void readsEverythingElseAsItIs() {
        String json = "{\"text\":\"é\",\"long\":9007199254740993,\"half\":0.5,\"yes\":true,\"no\":false,\"none\":null,"
                + "\"mixed\":[1.0,null,\"x\"],\"empty\":{}}";

        assertThat(read(json)).hasToString(json);
    }

    @Test
    void refusesWhatIsNoJson() {
        for (String text : new String[] {"", " ", "{", "[1,", "[1]]", "{\"a\"}", "nil", "[".repeat(2000)}) {
            assertThatThrownBy(() -> read(text)).as(text).isInstanceOf(MalformedAnswerException.class);
        }
    }

    private static JsonNode read(String json) {
        return VectorJson.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static float[] vector(JsonNode node) {
        return (float[]) ((POJONode) node).getPojo();
    }
}
