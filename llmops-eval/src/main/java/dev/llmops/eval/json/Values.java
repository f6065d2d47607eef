package dev.llmops.eval.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Single values of JSON, checked. Numbers that JSON lacks are strings: {@code "Infinity"}, {@code "NaN"}. */
public final class Values {
    private Values() {}

    /** {@return the text of the member {@code name}, which must be there; of the node itself if it is a text} */
    public static String text(JsonNode node, String name) throws MalformedJsonException {
        JsonNode value = node.isTextual() ? node : node.path(name);
        if (!value.isTextual()) {
            throw new MalformedJsonException("\"" + name + "\" must be a text");
        }
        return value.textValue();
    }

    /** {@return the whole number of the member {@code name}, which must be there} */
    public static long integer(JsonNode node, String name) throws MalformedJsonException {
        JsonNode value = node.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new MalformedJsonException("\"" + name + "\" must be a whole number");
        }
        return value.longValue();
    }

    /** {@return an amount of money or another exact number, written as text; null if there is none} */
    public static @Nullable BigDecimal decimal(JsonNode node, String name) throws MalformedJsonException {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        try {
            return new BigDecimal(value.asText());
        } catch (NumberFormatException e) {
            throw new MalformedJsonException("\"" + name + "\" must be a decimal number");
        }
    }

    /** Writes a number, or the name of one that JSON lacks. */
    public static void writeDouble(double value, JsonGenerator json) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeString(Double.toString(value));
        }
    }

    /** {@return the number that {@link #writeDouble} wrote} */
    public static double readDouble(JsonNode value, String name) throws MalformedJsonException {
        if (value.isNumber()) {
            return value.doubleValue();
        }
        return switch (value.asText()) {
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            case "NaN" -> Double.NaN;
            default -> throw new MalformedJsonException("\"" + name + "\" must be a number");
        };
    }
}
