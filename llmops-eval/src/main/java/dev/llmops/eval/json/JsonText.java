package dev.llmops.eval.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * Reads and writes JSON on one line. Safe for concurrent use.
 *
 * <p>Reading is strict: a name that comes twice and anything behind the value are errors. What is written survives
 * every tool that splits text into lines and every UTF-8 encoder: line separators other than LF, control characters
 * and halves of surrogate pairs are escaped.
 */
public final class JsonText {
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNumberLength(10_000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonText() {}

    /** Writes a value. */
    @FunctionalInterface
    public interface Body {
        /** Writes one value to {@code json}. */
        void write(JsonGenerator json) throws IOException;
    }

    /** {@return the value that {@code text} is} */
    public static JsonNode parse(String text) throws MalformedJsonException {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node == null || node.isMissingNode()) {
                throw new MalformedJsonException("there is no JSON value");
            }
            return node;
        } catch (JsonProcessingException e) {
            // The message of the parser is left out: it quotes the text.
            String where = e.getLocation() == null
                    ? ""
                    : " at column " + e.getLocation().getColumnNr();
            throw new MalformedJsonException("it is not valid JSON" + where);
        }
    }

    /** {@return the object that {@code text} is} */
    public static JsonNode parseObject(String text) throws MalformedJsonException {
        JsonNode node = parse(text);
        if (!node.isObject()) {
            throw new MalformedJsonException("it is not a JSON object");
        }
        return node;
    }

    /** {@return what {@code body} writes, on one line without its end} */
    public static String write(Body body) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = MAPPER.getFactory().createGenerator(text)) {
            body.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return escapeRest(text.toString());
    }

    /** {@return {@code node} as text} */
    public static String write(JsonNode node) {
        return write(json -> MAPPER.writeTree(json, node));
    }

    /** {@return any mix of maps, lists, texts, numbers and booleans as JSON} */
    public static String writeValue(Object value) {
        return write(MAPPER.<JsonNode>valueToTree(value));
    }

    /**
     * {@return {@code text} as the name of a member}
     *
     * <p>Parsers refuse halves of surrogate pairs in names, even escaped ones; they become U+FFFD.
     */
    public static String name(String text) {
        StringBuilder whole = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            whole.append(isHalf(text, i) ? '\uFFFD' : c);
        }
        return whole.toString();
    }

    /** Escapes what the generator leaves alone; such characters only ever stand within strings. */
    private static String escapeRest(String text) {
        int first = 0;
        while (first < text.length() && !needsEscape(text, first)) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 32).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (needsEscape(text, i)) {
                safe.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    safe.append(Character.forDigit(c >> shift & 0xF, 16));
                }
            } else {
                safe.append(c);
            }
        }
        return safe.toString();
    }

    private static boolean needsEscape(String text, int at) {
        char c = text.charAt(at);
        if (c < 0x7F) {
            return false;
        }
        if (c <= 0x9F || c == 0x2028 || c == 0x2029) {
            return true;
        }
        return isHalf(text, at);
    }

    private static boolean isHalf(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
