package dev.llmops.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.core.schema.StructuredFormat.Checked;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LenientJsonProperties {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper JACKSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final String LETTERS = "ab\"\\/\n\t{}[],:'` \u00e4\u201c#0";
    private static final StructuredFormat ANY = StructuredFormat.ofSchema("value", "{\"type\": \"object\"}");

    @Test
    void readsEveryJsonLikeAStrictParser() throws JsonProcessingException {
        for (long seed = 0; seed < 2_000; seed++) {
            JsonNode value = object(new SplittableRandom(seed), 4);
            String json = seed % 2 == 0 ? value.toString() : value.toPrettyString();

            Checked checked = ANY.check(json);

            assertThat(checked.violations()).as("seed %d", seed).isEmpty();
            assertThat(checked.repairs()).as("seed %d", seed).isEmpty();
            assertThat(checked.json()).as("seed %d", seed).isEqualTo(json);
            JsonNode read = new LenientJson(json, 0, json.length()).read();
            assertThat(read.toString())
                    .as("seed %d", seed)
                    .isEqualTo(JACKSON.readTree(json).toString());
        }
    }

    @Test
    void neverAcceptsATruncatedValue() {
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            String json = object(random, 3).toString();
            int length = random.nextInt(json.length());

            assertThat(ANY.check(json.substring(0, length)).violations())
                    .as("seed %d, cut at %d", seed, length)
                    .isNotEmpty();
        }
    }

    @Test
    void findsTheValueInProseAndFences() {
        for (long seed = 0; seed < 500; seed++) {
            ObjectNode value = object(new SplittableRandom(seed), 3);
            String json = value.toString();

            assertThat(ANY.check("Here is it: " + json + "\nDone.").json())
                    .as("seed %d", seed)
                    .isEqualTo(json);
            assertThat(ANY.check("Here is it:\n```json\n" + json + "\n```\n").json())
                    .as("seed %d", seed)
                    .isEqualTo(json);
        }
    }

    @Test
    void endsOnEveryInputWithoutAnException() {
        String alphabet = "{}[]\"':,\\tfnTFN0123456789eE.-+/*# \n\uD83D`x";
        for (long seed = 0; seed < 20_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(60);
            for (int i = 0; i < length; i++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }

            Checked checked = ANY.check(text.toString());

            assertThat(checked.isValid() && checked.json().isEmpty())
                    .as("seed %d: %s is valid but has no JSON", seed, text)
                    .isFalse();
        }
    }

    private static ObjectNode object(SplittableRandom random, int depth) {
        ObjectNode object = NODES.objectNode();
        int size = random.nextInt(5);
        for (int i = 0; i < size; i++) {
            object.set(text(random), value(random, depth - 1));
        }
        return object;
    }

    private static JsonNode value(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(random.nextLong());
            case 3 -> NODES.numberNode(BigDecimal.valueOf(random.nextLong(), random.nextInt(-20, 40)));
            case 4, 5 -> NODES.textNode(text(random));
            case 6 -> object(random, depth);
            default -> array(random, depth);
        };
    }

    private static ArrayNode array(SplittableRandom random, int depth) {
        ArrayNode array = NODES.arrayNode();
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            array.add(value(random, depth - 1));
        }
        return array;
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(8);
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
