package dev.llmops.api;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Typed values that stages leave for each other. Immutable; values are shared, not copied. */
public final class Attributes {
    private static final Attributes NONE = new Attributes(Map.of());

    private final Map<AttributeKey<?>, Object> values;

    private Attributes(Map<AttributeKey<?>, Object> values) {
        this.values = values;
    }

    /** {@return no attributes} */
    public static Attributes none() {
        return NONE;
    }

    /** {@return these attributes with {@code key} set to {@code value}} */
    public <T> Attributes with(AttributeKey<T> key, T value) {
        Map<AttributeKey<?>, Object> copy = new HashMap<>(values);
        copy.put(Require.nonNull(key, "key"), Require.nonNull(value, "value"));
        return new Attributes(Map.copyOf(copy));
    }

    /** {@return the value of {@code key}, if a stage has left one} */
    public <T> Optional<T> get(AttributeKey<T> key) {
        return Optional.ofNullable(values.get(key)).map(key.type()::cast);
    }

    /** {@return the keys that have a value} */
    public Set<AttributeKey<?>> keys() {
        return values.keySet();
    }

    /** Shows the names only: values may hold text of the user. */
    @Override
    public String toString() {
        return "Attributes"
                + values.keySet().stream().map(AttributeKey::name).sorted().toList();
    }
}
