package dev.llmops.core.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.LlmException;
import dev.llmops.api.model.CachePoint;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.Role;
import dev.llmops.api.pipeline.Turn;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes turns as one line of JSON, and reads them.
 *
 * <p>Made to be read by other versions: members that are not known are ignored, parts of a message
 * that are not known are kept as {@link dev.llmops.api.model.Content.Opaque}. Text that is not valid
 * Unicode comes back as it was.
 */
final class TurnCodec {
    private final ObjectMapper json = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .build();

    /** {@return the turn as UTF-8, without a line feed} */
    byte[] encode(Turn turn) {
        ObjectNode node = json.createObjectNode();
        node.put("conversation", turn.conversation());
        node.put("call", turn.callId());
        node.put("at", turn.at().toString());
        ArrayNode messages = node.putArray("messages");
        turn.messages().forEach(message -> write(message, messages.addObject()));
        try {
            return escapeLoneSurrogates(json.writeValueAsString(node)).getBytes(UTF_8);
        } catch (JsonProcessingException e) {
            // The cause is left out: it may quote the text.
            throw new InvalidInputException(
                    "turn", "The turn cannot be written as JSON; its tool results are nested too deeply.");
        }
    }

    /**
     * {@return the turn that was written as {@code utf8}}
     *
     * @throws IOException if it is no turn
     */
    Turn decode(byte[] utf8) throws IOException {
        try {
            JsonNode node = json.readTree(utf8);
            List<Message> messages = new ArrayList<>();
            for (JsonNode each : node.path("messages")) {
                messages.add(message(each));
            }
            return new Turn(
                    node.path("conversation").asText(),
                    node.path("call").asText(),
                    Instant.parse(node.path("at").asText()),
                    messages);
        } catch (LlmException | DateTimeException | IllegalArgumentException e) {
            throw new IOException("The record is no turn.", e);
        }
    }

    private static void write(Message message, ObjectNode node) {
        node.put("role", lowerCase(message.role()));
        message.cachePoint().ifPresent(point -> node.put("cache", lowerCase(point)));
        ContentJson.write(message.contents(), node.putArray("content"));
    }

    private static Message message(JsonNode node) throws IOException {
        Role role = Role.valueOf(upperCase(node.path("role")));
        Message message = Message.of(role, ContentJson.read(node.path("content")));
        for (CachePoint point : CachePoint.values()) {
            if (point.name().equals(upperCase(node.path("cache")))) {
                return message.cachedUpToHere(point);
            }
        }
        return message;
    }

    static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static String upperCase(JsonNode node) {
        return node.asText().toUpperCase(Locale.ROOT);
    }

    /** UTF-8 has no form for half a surrogate pair, JSON does. Outside ASCII, JSON has only text. */
    private static String escapeLoneSurrogates(String text) {
        StringBuilder escaped = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                if (escaped != null) {
                    escaped.append(c).append(text.charAt(i + 1));
                }
                i++;
            } else if (Character.isSurrogate(c)) {
                if (escaped == null) {
                    escaped = new StringBuilder(text.length() + 16).append(text, 0, i);
                }
                escaped.append("\\u").append(Integer.toHexString(c));
            } else if (escaped != null) {
                escaped.append(c);
            }
        }
        return escaped == null ? text : escaped.toString();
    }
}
