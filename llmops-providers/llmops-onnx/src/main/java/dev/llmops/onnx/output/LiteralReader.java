package dev.llmops.onnx.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Reads the literals that models write as arguments outside JSON: those of Python, and those of FunctionGemma.
 *
 * <p>Fails with {@link NoLiteralException} on anything else, and nests at most 64 deep.
 */
final class LiteralReader {
    static final String ESCAPE = "<escape>";
    private static final int MOST_DEPTH = 64;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String text;
    private int at;
    private int depth;

    LiteralReader(String text) {
        this.text = text;
    }

    boolean isAtEnd() {
        skipBlank();
        return at >= text.length();
    }

    /** {@return whether {@code sign} came next; it is then behind} */
    boolean takes(String sign) {
        skipBlank();
        boolean here = text.startsWith(sign, at);
        at += here ? sign.length() : 0;
        return here;
    }

    void require(String sign) {
        if (!takes(sign)) {
            throw new NoLiteralException();
        }
    }

    /** {@return the name that comes next: letters, digits, dots, underscores and hyphens; empty if none does} */
    String name() {
        skipBlank();
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "_.-".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return text.substring(start, at);
    }

    /** {@return the name that comes next if {@code sign} follows it; else empty, and nothing is taken} */
    String nameBefore(String sign) {
        int start = at;
        String name = name();
        if (!name.isEmpty() && takes(sign)) {
            return name;
        }
        at = start;
        return "";
    }

    /** {@return the literal that comes next} */
    JsonNode value() {
        skipBlank();
        if (at >= text.length() || ++depth > MOST_DEPTH) {
            throw new NoLiteralException();
        }
        JsonNode value = switch (text.charAt(at)) {
            case '"', '\'' -> NODES.textNode(quoted());
            case '[' -> array("[", "]");
            case '(' -> array("(", ")");
            case '{' -> object();
            case '<' -> NODES.textNode(escaped());
            default -> word();
        };
        depth--;
        return value;
    }

    private ArrayNode array(String open, String close) {
        require(open);
        ArrayNode array = NODES.arrayNode();
        while (!takes(close)) {
            array.add(value());
            if (!takes(",")) {
                require(close);
                break;
            }
        }
        return array;
    }

    private ObjectNode object() {
        require("{");
        ObjectNode object = NODES.objectNode();
        while (!takes("}")) {
            object.set(key(), value());
            if (!takes(",")) {
                require("}");
                break;
            }
        }
        return object;
    }

    private String key() {
        String plain = nameBefore(":");
        if (!plain.isEmpty()) {
            return plain;
        }
        JsonNode key = value();
        require(":");
        return key.asText();
    }

    private String escaped() {
        require(ESCAPE);
        int end = text.indexOf(ESCAPE, at);
        if (end < 0) {
            throw new NoLiteralException();
        }
        String content = text.substring(at, end);
        at = end + ESCAPE.length();
        return content;
    }

    private String quoted() {
        String quote = text.substring(at, at + 1);
        String triple = quote.repeat(3);
        String close = text.startsWith(triple, at) ? triple : quote;
        at += close.length();
        StringBuilder content = new StringBuilder();
        while (!text.startsWith(close, at)) {
            if (at >= text.length()) {
                throw new NoLiteralException();
            }
            char letter = text.charAt(at++);
            content.append(letter == '\\' ? unescaped() : String.valueOf(letter));
        }
        at += close.length();
        return content.toString();
    }

    private String unescaped() {
        if (at >= text.length()) {
            throw new NoLiteralException();
        }
        char letter = text.charAt(at++);
        return switch (letter) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case '\n' -> "";
            case 'x' -> codePoint(2);
            case 'u' -> codePoint(4);
            case 'U' -> codePoint(8);
            case '\\', '\'', '"' -> String.valueOf(letter);
            default -> "\\" + letter;
        };
    }

    private String codePoint(int digits) {
        if (at + digits > text.length()) {
            throw new NoLiteralException();
        }
        try {
            int point = Integer.parseInt(text.substring(at, at + digits), 16);
            at += digits;
            return Character.toString(point);
        } catch (IllegalArgumentException e) {
            throw new NoLiteralException();
        }
    }

    private JsonNode word() {
        int start = at;
        while (at < text.length()
                && ",)]}:;".indexOf(text.charAt(at)) < 0
                && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        String word = text.substring(start, at);
        return switch (word) {
            case "True", "true" -> NODES.booleanNode(true);
            case "False", "false" -> NODES.booleanNode(false);
            case "None", "null" -> NODES.nullNode();
            default -> number(word.replace("_", ""));
        };
    }

    private static JsonNode number(String word) {
        if (word.length() > 400) {
            throw new NoLiteralException();
        }
        try {
            boolean whole = word.matches("[+-]?\\d+");
            return whole ? NODES.numberNode(new BigInteger(word)) : NODES.numberNode(new BigDecimal(word));
        } catch (NumberFormatException e) {
            throw new NoLiteralException();
        }
    }

    private void skipBlank() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    /** Tells that a text is no literal. */
    static final class NoLiteralException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private NoLiteralException() {
            super("no literal", null, false, false);
        }
    }
}
