package dev.llmops.eval.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A field that a judge has to fill in. Says what is wrong with a value without quoting it. */
sealed interface FormField {
    String name();

    String meaning();

    ObjectNode schema();

    /** {@return kind and meaning, in words for a model} */
    String description(String indent);

    Optional<String> problem(JsonNode value);

    private static ObjectNode type(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static Optional<String> unless(boolean right, String problem) {
        return right ? Optional.empty() : Optional.of(problem);
    }

    /** Words. */
    record Text(String name, String meaning) implements FormField {
        @Override
        public ObjectNode schema() {
            return type("string");
        }

        @Override
        public String description(String indent) {
            return "text; " + meaning;
        }

        @Override
        public Optional<String> problem(JsonNode value) {
            return unless(value.isTextual(), "is not text");
        }
    }

    /** A whole number within bounds. */
    record Whole(String name, int least, int most, String meaning) implements FormField {
        @Override
        public ObjectNode schema() {
            ArrayNode values = JsonNodeFactory.instance.arrayNode();
            ObjectNode schema = type("integer");
            // Providers that guarantee a schema know enumerations, but not bounds.
            if (most - (long) least <= 100) {
                for (int i = least; i <= most; i++) {
                    values.add(i);
                }
                schema.set("enum", values);
            }
            return schema;
        }

        @Override
        public String description(String indent) {
            return "whole number from " + least + " to " + most + "; " + meaning;
        }

        @Override
        public Optional<String> problem(JsonNode value) {
            OptionalInt number = value(value);
            if (number.isEmpty()) {
                return Optional.of("is not a whole number");
            }
            return unless(
                    number.getAsInt() >= least && number.getAsInt() <= most, "is not from " + least + " to " + most);
        }

        /** {@return the number; models that are told no schema write 4.0 or "4" for it} */
        static OptionalInt value(JsonNode value) {
            try {
                BigDecimal number = value.isNumber() ? value.decimalValue() : new BigDecimal(value.asText());
                // The scale is checked first: 1e999999999 has no exact int, and would take long to find out.
                return number.precision() - (long) number.scale() > 10
                        ? OptionalInt.empty()
                        : OptionalInt.of(number.intValueExact());
            } catch (ArithmeticException | NumberFormatException e) {
                return OptionalInt.empty();
            }
        }
    }

    /** One of several words. */
    record Choice(String name, List<String> words, String meaning) implements FormField {
        @Override
        public ObjectNode schema() {
            ObjectNode schema = type("string");
            ArrayNode values = schema.putArray("enum");
            words.forEach(values::add);
            return schema;
        }

        @Override
        public String description(String indent) {
            return "\"" + String.join("\" or \"", words) + "\"; " + meaning;
        }

        @Override
        public Optional<String> problem(JsonNode value) {
            return unless(value.isTextual() && value(value).isPresent(), "is none of " + words);
        }

        Optional<String> value(JsonNode value) {
            String plain = Verdict.plain(value.asText());
            return words.stream()
                    .filter(word -> Verdict.plain(word).equals(plain))
                    .findFirst();
        }
    }

    /** A list of words. */
    record Texts(String name, String meaning) implements FormField {
        @Override
        public ObjectNode schema() {
            ObjectNode schema = type("array");
            schema.set("items", type("string"));
            return schema;
        }

        @Override
        public String description(String indent) {
            return "list of texts, empty if there are none; " + meaning;
        }

        @Override
        public Optional<String> problem(JsonNode value) {
            if (!value.isArray()) {
                return Optional.of("is not a list");
            }
            for (JsonNode entry : value) {
                if (!entry.isTextual()) {
                    return Optional.of("has an entry that is not text");
                }
            }
            return Optional.empty();
        }
    }

    /** A list of entries with fields of their own. */
    record Entries(String name, AnswerForm entry, String meaning) implements FormField {
        @Override
        public ObjectNode schema() {
            ObjectNode schema = type("array");
            schema.set("items", entry.schemaNode());
            return schema;
        }

        @Override
        public String description(String indent) {
            return "list of objects; " + meaning + ". The fields of each:\n" + entry.description(indent + "  ");
        }

        @Override
        public Optional<String> problem(JsonNode value) {
            if (!value.isArray()) {
                return Optional.of("is not a list");
            }
            for (JsonNode each : value) {
                Optional<String> problem = each.isObject() ? entry.problem(each) : Optional.of("is not an object");
                if (problem.isPresent()) {
                    return problem.map(text -> "has an entry whose " + text);
                }
            }
            return Optional.empty();
        }
    }
}
