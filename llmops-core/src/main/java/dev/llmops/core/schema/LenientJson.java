package dev.llmops.core.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.pipeline.OutputFormatException.Violation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads one JSON value (RFC 8259), and the slips of models that leave no doubt about what is meant.
 *
 * <p>These are read and reported as repairs: single and typographic quotes, commas before a closing
 * bracket, comments, keys without quotes, Python's and JavaScript's words for true, false and null,
 * raw control characters and wrong escapes in texts, {@code +1}, {@code .5} and {@code 5.}. What
 * leaves a doubt is a violation: a key that is there twice, a number that is none, a missing end.
 *
 * <p>Not safe for concurrent use. Nesting and the length of numbers are limited, so hostile texts
 * end in a violation and take linear time.
 */
final class LenientJson {
    /** How deep values may be nested; the deepest that is checked later, by recursion, on any thread. */
    static final int DEPTH = 256;

    private static final int DIGITS = 1000;
    private static final int EXPONENT = 10_000;
    private static final String OPENING_QUOTES = "\"'\u201C\u2018";
    private static final String CLOSING_QUOTES = "\"'\u201D\u2019";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String text;
    private final int end;
    private final Reading reading = new Reading();
    private final Set<String> repairs = new LinkedHashSet<>();
    private int position;
    private int depth;
    private boolean insideObject;

    /** Prepares reading the part of {@code text} from {@code start} to {@code end}. */
    LenientJson(String text, int start, int end) {
        this.text = text;
        this.position = start;
        this.end = end;
    }

    /**
     * {@return the value that begins here}
     *
     * @throws Malformed if there is none, or no end of it
     */
    JsonNode read() {
        skip();
        return value();
    }

    /** {@return where the value ended, or where reading it failed} */
    int position() {
        return position;
    }

    /** {@return whether nothing but space and comments follows} */
    boolean atEnd() {
        skip();
        return position == end;
    }

    /** {@return whether a key with a colon has been read, so that it was an object that was begun here} */
    boolean insideObject() {
        return insideObject;
    }

    /** {@return what is wrong with the value that was read} */
    List<Violation> violations() {
        return reading.violations();
    }

    /** {@return what was overlooked} */
    Set<String> repairs() {
        return repairs;
    }

    private JsonNode value() {
        if (position == end) {
            throw truncated();
        }
        char c = text.charAt(position);
        if (c == '{') {
            return object();
        }
        if (c == '[') {
            return array();
        }
        if (OPENING_QUOTES.indexOf(c) >= 0) {
            return NODES.textNode(string());
        }
        if ((c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.') {
            return number();
        }
        return word();
    }

    private ObjectNode object() {
        enter();
        ObjectNode object = NODES.objectNode();
        while (true) {
            skip();
            if (peek() == '}') {
                break;
            }
            String key = key();
            skip();
            expect(':');
            insideObject = true;
            skip();
            int mark = reading.enter(key);
            if (object.has(key)) {
                reading.problem("appears more than once");
            }
            JsonNode value = value();
            reading.leave(mark);
            if (!object.has(key)) {
                object.set(key, value);
            }
            if (!next('}')) {
                break;
            }
        }
        return leave(object);
    }

    private ArrayNode array() {
        enter();
        ArrayNode array = NODES.arrayNode();
        while (true) {
            skip();
            if (peek() == ']') {
                break;
            }
            int mark = reading.enter(Integer.toString(array.size()));
            array.add(value());
            reading.leave(mark);
            if (!next(']')) {
                break;
            }
        }
        return leave(array);
    }

    private void enter() {
        if (++depth > DEPTH) {
            throw new Malformed(Cause.DEPTH, "", position);
        }
        position++;
    }

    private <T extends JsonNode> T leave(T node) {
        position++;
        depth--;
        return node;
    }

    /** Goes past a comma, and returns false at the closing bracket. */
    private boolean next(char close) {
        skip();
        if (peek() == close) {
            return false;
        }
        expect(',');
        skip();
        if (peek() == close) {
            repairs.add("trailing comma");
        }
        return true;
    }

    private String key() {
        char c = peek();
        if (OPENING_QUOTES.indexOf(c) >= 0) {
            return string();
        }
        int start = position;
        while (position < end && isWord(text.charAt(position))) {
            position++;
        }
        if (position == start || Character.isDigit(c)) {
            throw malformed("a key");
        }
        repairs.add("unquoted key");
        return text.substring(start, position);
    }

    private String string() {
        int kind = OPENING_QUOTES.indexOf(text.charAt(position));
        char close = CLOSING_QUOTES.charAt(kind);
        if (kind == 1) {
            repairs.add("single quotes");
        } else if (kind > 1) {
            repairs.add("typographic quotes");
        }
        int start = ++position;
        // Most texts have no escape and are one piece of the answer.
        while (position < end) {
            char c = text.charAt(position);
            if (c == close || c == '\\' || c < ' ' || Character.isSurrogate(c)) {
                break;
            }
            position++;
        }
        StringBuilder string = new StringBuilder(text.substring(start, position));
        while (true) {
            if (position == end) {
                throw truncated();
            }
            char c = text.charAt(position++);
            if (c == close) {
                return wellFormed(string);
            }
            if (c == '\\') {
                escape(string);
                continue;
            }
            if (c < ' ') {
                repairs.add("control character in a text");
            }
            string.append(c);
        }
    }

    private void escape(StringBuilder string) {
        if (position == end) {
            throw truncated();
        }
        char c = text.charAt(position++);
        int known = "\"\\/bfnrt".indexOf(c);
        if (known >= 0) {
            string.append("\"\\/\b\f\n\r\t".charAt(known));
        } else if (c == 'u' && hex(position) >= 0) {
            string.append((char) hex(position));
            position += 4;
        } else {
            repairs.add("invalid escape");
            // \' can only mean the quote; anything else is likely a path or a formula, which wants its backslash.
            string.append(c == '\'' ? "'" : "\\" + c);
        }
    }

    private int hex(int start) {
        if (start + 4 > end) {
            return -1;
        }
        int value = 0;
        for (int i = start; i < start + 4; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0 || text.charAt(i) > 'f') {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }

    /** {@return the text; half a surrogate pair is no character and would be lost in any encoding} */
    private String wellFormed(StringBuilder string) {
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c)
                    && i + 1 < string.length()
                    && Character.isLowSurrogate(string.charAt(i + 1))) {
                i++;
            } else {
                repairs.add("half a surrogate pair");
                string.setCharAt(i, '\uFFFD');
            }
        }
        return string.toString();
    }

    private JsonNode number() {
        int start = position;
        char sign = text.charAt(position);
        if (sign == '-' || sign == '+') {
            position++;
        }
        if (position < end && isWord(text.charAt(position)) && !digitAt(position)) {
            return word();
        }
        int whole = digits();
        boolean integer = true;
        int fraction = 0;
        if (position < end && text.charAt(position) == '.') {
            integer = false;
            position++;
            fraction = digits();
        }
        if (whole + fraction == 0) {
            if (position == end) {
                throw truncated();
            }
            throw malformed("a number");
        }
        if (whole > 1 && text.charAt(position - whole - (integer ? 0 : fraction + 1)) == '0') {
            throw malformed("a number without leading zeros");
        }
        if (sign == '+' || whole == 0 || (!integer && fraction == 0)) {
            repairs.add("form of a number");
        }
        long exponent = 0;
        if (position < end && (text.charAt(position) == 'e' || text.charAt(position) == 'E')) {
            integer = false;
            exponent = exponent();
        }
        if (position < end && isWord(text.charAt(position))) {
            throw malformed("the end of a number");
        }
        if (whole + fraction > DIGITS || Math.abs(exponent) > EXPONENT) {
            reading.problem("is too long a number");
            return NODES.nullNode();
        }
        String number = text.substring(sign == '+' ? start + 1 : start, position);
        return integer ? integer(number) : NODES.numberNode(new BigDecimal(number));
    }

    private static JsonNode integer(String number) {
        if (number.length() < 18) {
            return NODES.numberNode(Long.parseLong(number));
        }
        return NODES.numberNode(new BigInteger(number));
    }

    private long exponent() {
        position++;
        boolean negative = position < end && text.charAt(position) == '-';
        if (negative || (position < end && text.charAt(position) == '+')) {
            position++;
        }
        int start = position;
        int digits = digits();
        if (digits == 0) {
            if (position == end) {
                throw truncated();
            }
            throw malformed("an exponent");
        }
        return digits > 9 ? Long.MAX_VALUE : Long.parseLong(text.substring(start, position));
    }

    private int digits() {
        int start = position;
        while (digitAt(position)) {
            position++;
        }
        return position - start;
    }

    private boolean digitAt(int index) {
        return index < end && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private JsonNode word() {
        int start = position;
        while (position < end && isWord(text.charAt(position))) {
            position++;
        }
        String word = text.substring(start, Math.min(position, start + 20));
        return switch (word) {
            case "true" -> NODES.booleanNode(true);
            case "false" -> NODES.booleanNode(false);
            case "null" -> NODES.nullNode();
            case "True" -> repaired("Python literal", NODES.booleanNode(true));
            case "False" -> repaired("Python literal", NODES.booleanNode(false));
            case "None" -> repaired("Python literal", NODES.nullNode());
            case "undefined" -> repaired("JavaScript literal", NODES.nullNode());
            case "NaN", "nan", "Infinity", "inf", "Inf" -> {
                reading.problem("must be a finite number");
                yield NODES.nullNode();
            }
            default -> {
                if (position == end && position > start) {
                    throw truncated();
                }
                position = start;
                throw malformed("a value");
            }
        };
    }

    private JsonNode repaired(String repair, JsonNode value) {
        repairs.add(repair);
        return value;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    /** Goes past white space and comments. */
    private void skip() {
        while (position < end) {
            char c = text.charAt(position);
            if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
                position++;
            } else if (c == '\u00A0' || c == '\uFEFF' || c == '\u200B') {
                repairs.add("space that is none in JSON");
                position++;
            } else if (c == '#' || text.startsWith("//", position)) {
                repairs.add("comment");
                skipUntil("\n");
            } else if (text.startsWith("/*", position)) {
                repairs.add("comment");
                position = Math.min(end, position + 2);
                skipUntil("*/");
            } else {
                return;
            }
        }
    }

    private void skipUntil(String mark) {
        int found = text.indexOf(mark, position);
        position = found < 0 ? end : Math.min(end, found + mark.length());
    }

    private char peek() {
        if (position == end) {
            throw truncated();
        }
        return text.charAt(position);
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw malformed("'" + wanted + "'");
        }
        position++;
    }

    private Malformed truncated() {
        return new Malformed(Cause.NO_END, "", position);
    }

    private Malformed malformed(String expected) {
        return new Malformed(Cause.SYNTAX, expected, position);
    }

    /** Why a text is no JSON. */
    enum Cause {
        /** Something else stands where a part of the value should be. */
        SYNTAX,
        /** The text ends inside the value. */
        NO_END,
        /** The value is nested deeper than {@link #DEPTH}. */
        DEPTH
    }

    /** Tells that a text is no JSON; a signal within this package, without a stack trace. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Cause reason;
        private final String expected;
        private final int position;

        private Malformed(Cause reason, String expected, int position) {
            super(null, null, false, false);
            this.reason = reason;
            this.expected = expected;
            this.position = position;
        }

        Cause reason() {
            return reason;
        }

        /** {@return what is wrong with {@code text}, without quoting it} */
        String problem(String text) {
            return switch (reason) {
                case NO_END -> "truncated: the JSON has no end";
                case DEPTH -> "is nested deeper than " + LenientJson.DEPTH + " levels";
                case SYNTAX -> "is not JSON: expected " + expected + " at " + place(text);
            };
        }

        private String place(String text) {
            int line = 1;
            int lineStart = 0;
            for (int i = text.indexOf('\n'); i >= 0 && i < position; i = text.indexOf('\n', i + 1)) {
                line++;
                lineStart = i + 1;
            }
            return "line " + line + ", column " + (position - lineStart + 1);
        }
    }
}
