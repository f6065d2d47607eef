package dev.llmops.remote.embedding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.MalformedAnswerException;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads JSON that is mostly numbers into a tree in which every array of numbers is one {@code float[]}.
 *
 * <p>A vector of 3,072 numbers costs 12 kB so, and some 300 kB as a tree. Used by one thread, once.
 */
final class VectorJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNestingDepth(500)
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final JsonParser parser;

    /** How long the last vector was: the next one is most likely as long. */
    private int likelyLength = 256;

    private VectorJson(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * {@return the value of {@code json}, in which arrays of numbers are {@link POJONode} of {@code float[]}}
     *
     * @throws MalformedAnswerException if it is not JSON
     */
    static JsonNode read(byte[] json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            JsonNode value = new VectorJson(parser).value(parser.nextToken());
            if (parser.nextToken() != null) {
                throw MalformedAnswerException.notJson();
            }
            return value;
        } catch (IOException e) {
            // Without the cause: it quotes the text.
            throw MalformedAnswerException.notJson();
        }
    }

    private JsonNode value(JsonToken token) throws IOException {
        if (token == null) {
            throw MalformedAnswerException.notJson();
        }
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> TextNode.valueOf(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
            case VALUE_TRUE -> BooleanNode.TRUE;
            case VALUE_FALSE -> BooleanNode.FALSE;
            case VALUE_NULL -> NullNode.getInstance();
            default -> throw MalformedAnswerException.notJson();
        };
    }

    private JsonNode number() throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.INT
                        || parser.getNumberType() == JsonParser.NumberType.LONG
                ? LongNode.valueOf(parser.getLongValue())
                : DoubleNode.valueOf(parser.getDoubleValue());
    }

    private ObjectNode object() throws IOException {
        ObjectNode object = Json.object();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            object.set(name, value(parser.nextToken()));
        }
        return object;
    }

    private JsonNode array() throws IOException {
        JsonToken token = parser.nextToken();
        if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
            return rest(Json.array(), token);
        }
        float[] numbers = new float[likelyLength];
        int length = 0;
        for (;
                token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT;
                token = parser.nextToken()) {
            if (length == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * length);
            }
            numbers[length++] = parser.getFloatValue();
        }
        if (token == JsonToken.END_ARRAY) {
            likelyLength = length;
            return new POJONode(length == numbers.length ? numbers : Arrays.copyOf(numbers, length));
        }
        ArrayNode mixed = Json.array();
        for (int i = 0; i < length; i++) {
            mixed.add(numbers[i]);
        }
        return rest(mixed, token);
    }

    private ArrayNode rest(ArrayNode array, JsonToken first) throws IOException {
        for (JsonToken token = first; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(token));
        }
        return array;
    }
}
