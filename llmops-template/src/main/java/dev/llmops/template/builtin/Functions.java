package dev.llmops.template.builtin;

import dev.llmops.template.value.Arguments;
import dev.llmops.template.value.Function;

/** Functions that values have as members. */
public final class Functions {
    private Functions() {}

    /** What a function makes of its arguments. */
    @FunctionalInterface
    public interface Body {
        /** {@return the result} */
        Object apply(Arguments arguments);
    }

    /** {@return a function that takes any arguments} */
    public static Function of(String name, Body body) {
        return Builtin.open(name, given -> body.apply(given.arguments()), 0);
    }
}
