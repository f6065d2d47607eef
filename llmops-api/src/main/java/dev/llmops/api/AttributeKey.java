package dev.llmops.api;

/**
 * Names a value of a known type that one stage leaves for another.
 *
 * <p>Two keys are equal when name and type are. Names are lower case with dots, such as
 * {@code "text.language"}; a stage of your own should begin them with its own prefix.
 *
 * @param name the name of the value
 * @param type the class of the value
 */
public record AttributeKey<T>(String name, Class<T> type) {
    /** Checks both components. */
    public AttributeKey {
        Require.nonBlank(name, "name");
        Require.nonNull(type, "type");
    }

    /** {@return the key of values called {@code name}} */
    public static <T> AttributeKey<T> of(String name, Class<T> type) {
        return new AttributeKey<>(name, type);
    }
}
