package dev.llmops.template.builtin;

import dev.llmops.template.value.Arguments;
import dev.llmops.template.value.Failure;
import dev.llmops.template.value.Function;
import dev.llmops.template.value.Run;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A function of the language, with its parameters; filters, tests and methods have their subject as the first. */
public final class Builtin implements Function {
    private final String name;
    private final int required;
    private final int most;
    private final List<String> parameters;
    private final boolean open;
    private final Body body;

    private Builtin(String name, int required, int most, List<String> parameters, boolean open, Body body) {
        this.name = name;
        this.required = required;
        this.most = most;
        this.parameters = parameters;
        this.open = open;
        this.body = body;
    }

    /** What a function does. */
    @FunctionalInterface
    public interface Body {
        /** {@return the result for what is {@code given}} */
        Object apply(Given given);
    }

    /** {@return a function of {@code parameters}, of which the first {@code required} must be given} */
    static Builtin of(String name, Body body, int required, String... parameters) {
        return new Builtin(name, required, parameters.length, List.of(parameters), false, body);
    }

    /** {@return a function of arguments by position alone} */
    static Builtin positional(String name, Body body, int required, int most) {
        return new Builtin(name, required, most, List.of(), false, body);
    }

    /** {@return a function that takes any further arguments} */
    static Builtin open(String name, Body body, int required) {
        return new Builtin(name, required, Integer.MAX_VALUE, List.of(), true, body);
    }

    /** {@return its name} */
    public String name() {
        return name;
    }

    @Override
    public Object call(Run run, Arguments arguments) {
        return call(run, null, arguments);
    }

    /** {@return the result for {@code subject} as the first argument, and {@code arguments} after it} */
    public Object call(Run run, @Nullable Object subject, Arguments arguments) {
        int shift = subject == null ? 0 : 1;
        int count = arguments.positional().size() + shift;
        if (count > most) {
            throw Failure.of(
                    name + "() takes at most " + (most - shift) + " arguments (" + (count - shift) + " given)");
        }
        @Nullable Object[] values = new @Nullable Object[open ? count : most];
        if (subject != null) {
            values[0] = subject;
        }
        for (int i = shift; i < count; i++) {
            values[i] = arguments.positional().get(i - shift);
        }
        if (!open && !arguments.named().isEmpty()) {
            name(arguments.named(), values);
        }
        for (int i = 0; i < required; i++) {
            if (i >= values.length || values[i] == null) {
                String what = i < parameters.size() ? "'" + parameters.get(i) + "'" : String.valueOf(i + 1 - shift);
                throw Failure.of(name + "() missing required argument: " + what);
            }
        }
        return body.apply(new Given(name, run, values, arguments));
    }

    private void name(Map<String, Object> named, @Nullable Object[] values) {
        named.forEach((key, value) -> {
            int index = parameters.indexOf(key);
            if (index < 0) {
                throw Failure.of(name + "() got an unexpected keyword argument '" + key + "'");
            } else if (values[index] != null) {
                throw Failure.of(name + "() got multiple values for argument '" + key + "'");
            }
            values[index] = value;
        });
    }
}
