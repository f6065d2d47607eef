package dev.llmops.core.schema;

import dev.llmops.api.Require;
import dev.llmops.api.pipeline.AnswerDecoder;
import dev.llmops.api.pipeline.OutputFormatException;
import dev.llmops.core.schema.StructuredFormat.Examined;
import java.util.List;
import java.util.Map;

/**
 * Makes objects of JSON answers: records, simple beans, and whatever else {@link JsonSchemas} describes.
 *
 * <p>Safe for concurrent use. The form of a type is worked out once and kept as long as its class.
 * Numbers are exact, times follow ISO 8601, and an object is made by its constructor, so that
 * what the constructor refuses is a violation like any other.
 */
public final class JsonAnswerDecoder implements AnswerDecoder {
    private static final Map<Class<?>, Class<?>> BOXES = Map.of(
            boolean.class, Boolean.class,
            byte.class, Byte.class,
            short.class, Short.class,
            int.class, Integer.class,
            long.class, Long.class,
            float.class, Float.class,
            double.class, Double.class,
            char.class, Character.class);

    private final ClassValue<StructuredFormat> formats = new ClassValue<>() {
        @Override
        protected StructuredFormat computeValue(Class<?> type) {
            return StructuredFormat.of(type);
        }
    };

    private JsonAnswerDecoder() {}

    /** {@return a decoder that reads what {@link StructuredFormat} accepts} */
    public static AnswerDecoder standard() {
        return new JsonAnswerDecoder();
    }

    @Override
    @SuppressWarnings("unchecked") // the box of T is T to the caller
    public <T> T decode(String json, Class<T> type) {
        StructuredFormat format = formats.get(Require.nonNull(type, "type"));
        Examined examined = format.examine(json);
        Object value = examined.value();
        if (value == null) {
            List<OutputFormatException.Violation> violations =
                    examined.checked().violations();
            throw new OutputFormatException(format.name(), violations, null);
        }
        return (T) BOXES.getOrDefault(type, type).cast(value);
    }
}
