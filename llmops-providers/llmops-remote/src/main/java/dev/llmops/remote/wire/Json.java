package dev.llmops.remote.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Require;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Reads and writes the JSON of the wire.
 *
 * <p>Reading is lenient: a member that is missing, null or of another type is as if it were not
 * there. Numbers keep their digits.
 */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNestingDepth(500)
                            .build())
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    /**
     * {@return the value of a text of the provider}
     *
     * @throws MalformedAnswerException if it is not JSON
     */
    public static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            // Without the cause: it quotes the text.
            throw MalformedAnswerException.notJson();
        }
    }

    /** {@return the value of a text, which is missing if it is not JSON} */
    public static JsonNode readOrMissing(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /**
     * {@return the object that the caller gave as JSON text}
     *
     * @throws InvalidInputException if it is not a JSON object
     */
    public static ObjectNode argument(String text, String argument) {
        if (readOrMissing(text) instanceof ObjectNode object) {
            return object;
        }
        throw new InvalidInputException(argument, argument + " must be a JSON object");
    }

    /**
     * {@return {@code text}, which the caller gave as JSON}
     *
     * @throws InvalidInputException if it is not
     */
    public static String checked(String text, String argument) {
        JsonNode value = readOrMissing(Require.nonNull(text, argument));
        Require.that(!value.isMissingNode(), argument, argument + " must be JSON");
        return text;
    }

    /** {@return the text of a value} */
    public static String write(JsonNode value) {
        return value.toString();
    }

    /** {@return the UTF-8 bytes of a value; of half a character, which UTF-8 has no bytes for, a question mark} */
    public static byte[] bytes(JsonNode value) {
        // Written as text first: the writer of bytes escapes halves, which few servers can read.
        return value.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** {@return an empty object} */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** {@return an empty array} */
    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** Sets a member; an object is joined with the one that is there, member by member. */
    public static void join(ObjectNode target, String member, JsonNode value) {
        if (target.path(member) instanceof ObjectNode there && value.isObject()) {
            value.properties().forEach(each -> join(there, each.getKey(), each.getValue()));
        } else {
            target.set(member, value);
        }
    }

    /** {@return the text of a member; empty if it has none; a number or a truth value as text} */
    public static String text(JsonNode node, String member) {
        JsonNode value = node.path(member);
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }

    /** {@return the count of a member, if it is a whole number that is not negative} */
    public static OptionalLong count(JsonNode node, String member) {
        JsonNode value = node.path(member);
        return value.isNumber() && value.canConvertToLong() && value.longValue() >= 0
                ? OptionalLong.of(value.longValue())
                : OptionalLong.empty();
    }

    /** {@return the number of a member, if it is a whole number that fits} */
    public static OptionalInt integer(JsonNode node, String member) {
        JsonNode value = node.path(member);
        return value.isNumber() && value.canConvertToInt() ? OptionalInt.of(value.intValue()) : OptionalInt.empty();
    }

    /** {@return whether a member is there and not null} */
    public static boolean has(JsonNode node, String member) {
        return node.hasNonNull(member);
    }
}
