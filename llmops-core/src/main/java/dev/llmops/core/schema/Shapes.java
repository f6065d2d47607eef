package dev.llmops.core.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The shapes of everything but objects with known members. */
final class Shapes {
    private Shapes() {}

    /** Makes a value of a JSON text, number or boolean, or fails with a runtime exception. */
    @FunctionalInterface
    interface Conversion {
        Object of(JsonNode node);
    }

    /**
     * A text, number or boolean.
     *
     * @param type the type in the schema
     * @param keywords what else the schema says
     * @param expected what is expected, in words, for those values that match the schema and still are none
     * @param conversion makes the value
     */
    record Scalar(String type, Map<String, String> keywords, String expected, Conversion conversion) implements Shape {
        @Override
        public ObjectNode schema(Definitions definitions) {
            ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", type);
            keywords.forEach(schema::put);
            return schema;
        }

        @Override
        public @Nullable Object read(JsonNode node, Reading reading) {
            try {
                return conversion.of(node);
            } catch (IllegalArgumentException | ArithmeticException | java.time.DateTimeException e) {
                reading.problem("must be " + expected);
                return null;
            }
        }
    }

    /** One of the constants of an enum, by their names in JSON. */
    record Choice(Map<String, Object> constants) implements Shape {
        @Override
        public ObjectNode schema(Definitions definitions) {
            ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "string");
            ArrayNode names = schema.putArray("enum");
            constants.keySet().forEach(names::add);
            return schema;
        }

        @Override
        public @Nullable Object read(JsonNode node, Reading reading) {
            return constants.get(node.textValue());
        }
    }

    /**
     * A value that may be missing or null.
     *
     * @param inner the value if it is there
     * @param none what stands for no value
     * @param some makes what stands for a value
     */
    record OrNull(Shape inner, @Nullable Object none, Function<Object, Object> some) implements Shape {
        @Override
        public ObjectNode schema(Definitions definitions) {
            ObjectNode schema = inner.schema(definitions);
            JsonNode type = schema.get("type");
            if (type == null || !type.isTextual()) {
                ObjectNode either = JsonNodeFactory.instance.objectNode();
                either.putArray("anyOf").add(schema).addObject().put("type", "null");
                return either;
            }
            schema.putArray("type").add(type).add("null");
            if (schema.get("enum") instanceof ArrayNode constants) {
                constants.addNull();
            }
            return schema;
        }

        @Override
        public @Nullable Object read(JsonNode node, Reading reading) {
            if (node.isNull()) {
                return none;
            }
            Object value = inner.read(node, reading);
            return value == null ? null : some.apply(value);
        }

        @Override
        public @Nullable Object absent() {
            return none;
        }

        @Override
        public boolean optional() {
            return true;
        }
    }

    /**
     * An array.
     *
     * @param item its items
     * @param finish makes the list, set or array of them
     */
    record Items(Shape item, Function<List<@Nullable Object>, Object> finish) implements Shape {
        /** {@return what makes an array of {@code component} out of a list} */
        static Function<List<@Nullable Object>, Object> toArray(Class<?> component) {
            return items -> {
                Object array = Array.newInstance(component, items.size());
                for (int i = 0; i < items.size(); i++) {
                    Array.set(array, i, items.get(i));
                }
                return array;
            };
        }

        /** {@return what makes an unmodifiable list; unlike {@link List#copyOf} it may hold null} */
        static Function<List<@Nullable Object>, Object> toList() {
            return Collections::unmodifiableList;
        }

        @Override
        public ObjectNode schema(Definitions definitions) {
            ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "array");
            schema.set("items", item.schema(definitions));
            return schema;
        }

        @Override
        public @Nullable Object read(JsonNode node, Reading reading) {
            int before = reading.problems();
            List<@Nullable Object> items = new ArrayList<>(node.size());
            for (int i = 0; i < node.size(); i++) {
                int mark = reading.enter(Integer.toString(i));
                items.add(item.read(node.get(i), reading));
                reading.leave(mark);
            }
            return reading.problems() > before ? null : finish.apply(items);
        }
    }

    /** An object whose members have names that are not known beforehand. */
    record Members(Shape value) implements Shape {
        @Override
        public ObjectNode schema(Definitions definitions) {
            ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
            schema.set("additionalProperties", value.schema(definitions));
            return schema;
        }

        @Override
        public @Nullable Object read(JsonNode node, Reading reading) {
            int before = reading.problems();
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            Collection<Map.Entry<String, JsonNode>> entries = node.properties();
            for (Map.Entry<String, JsonNode> entry : entries) {
                int mark = reading.enter(entry.getKey());
                members.put(entry.getKey(), value.read(entry.getValue(), reading));
                reading.leave(mark);
            }
            return reading.problems() > before ? null : Collections.unmodifiableMap(members);
        }
    }
}
