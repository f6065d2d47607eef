package dev.llmops.onnx.grammar.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.InvalidInputException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A schema at its place in the document; places tell schemas apart.
 *
 * @param node an object or a boolean
 * @param pointer the JSON pointer of its place
 */
record Schema(JsonNode node, String pointer) {
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Schema that && pointer.equals(that.pointer);
    }

    @Override
    public int hashCode() {
        return pointer.hashCode();
    }

    boolean has(String keyword) {
        return node.has(keyword);
    }

    /** {@return the schema that {@code keyword} is} */
    Schema at(String keyword) {
        return new Schema(node.path(keyword), pointer + "/" + keyword).checked();
    }

    /** {@return the schema of {@code name} in the object that {@code keyword} is} */
    Schema at(String keyword, String name) {
        String place = pointer + "/" + keyword + "/" + name.replace("~", "~0").replace("/", "~1");
        return new Schema(node.path(keyword).path(name), place).checked();
    }

    /** {@return the schemas of the array that {@code keyword} is; none if it is absent} */
    List<Schema> list(String keyword) {
        JsonNode array = node.path(keyword);
        if (!array.isMissingNode() && !array.isArray()) {
            throw refused(keyword, "must be an array of schemas");
        }
        List<Schema> all = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            all.add(new Schema(array.get(i), pointer + "/" + keyword + "/" + i).checked());
        }
        return all;
    }

    private Schema checked() {
        if (!node.isObject() && !node.isBoolean()) {
            throw new InvalidInputException("schema", "The JSON schema has no schema at \"" + pointer + "\".");
        }
        return this;
    }

    /** {@return a number that is given, or null} */
    @Nullable BigDecimal number(String keyword) {
        JsonNode value = node.path(keyword);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isNumber()) {
            throw refused(keyword, "must be a number");
        }
        BigDecimal number = value.decimalValue();
        if (Math.abs((long) number.precision() - number.scale()) > 300 || number.scale() > 300) {
            throw refused(keyword, "is too large or too fine");
        }
        return number;
    }

    /** {@return a count that is given, at most {@link Integer#MAX_VALUE}, else {@code otherwise}} */
    int count(String keyword, int otherwise) {
        BigDecimal number = number(keyword);
        if (number == null) {
            return otherwise;
        }
        if (number.signum() < 0 || number.stripTrailingZeros().scale() > 0) {
            throw refused(keyword, "must be a whole number, not negative");
        }
        return number.min(BigDecimal.valueOf(Integer.MAX_VALUE)).intValueExact();
    }

    InvalidInputException refused(String keyword, String why) {
        return new InvalidInputException(
                "schema", "The JSON schema at \"" + pointer + "/" + keyword + "\" cannot be kept to: it " + why + ".");
    }
}
