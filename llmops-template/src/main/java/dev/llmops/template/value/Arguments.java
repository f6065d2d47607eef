package dev.llmops.template.value;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a function is called with.
 *
 * @param positional values by position
 * @param named values by name, in the order of the call
 */
public record Arguments(List<Object> positional, Map<String, Object> named) {
    /** No arguments. */
    public static final Arguments NONE = new Arguments(List.of(), Map.of());

    /** {@return arguments by position alone} */
    public static Arguments of(Object... values) {
        return new Arguments(List.of(values), Map.of());
    }

    /** {@return these without the first {@code count} by position} */
    public Arguments after(int count) {
        return new Arguments(positional.subList(count, positional.size()), named);
    }

    /** {@return these without the one named {@code name}} */
    public Arguments without(String name) {
        Map<String, Object> rest = new LinkedHashMap<>(named);
        rest.remove(name);
        return new Arguments(positional, rest);
    }

    /** {@return the argument at {@code index} by position; null if there are fewer} */
    public @Nullable Object at(int index) {
        return index < positional.size() ? positional.get(index) : null;
    }
}
