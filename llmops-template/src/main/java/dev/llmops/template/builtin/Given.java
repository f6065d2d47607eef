package dev.llmops.template.builtin;

import dev.llmops.template.value.Arguments;
import dev.llmops.template.value.Failure;
import dev.llmops.template.value.None;
import dev.llmops.template.value.Numbers;
import dev.llmops.template.value.Run;
import dev.llmops.template.value.Text;
import dev.llmops.template.value.Truth;
import dev.llmops.template.value.Types;
import dev.llmops.template.value.Undefined;
import org.jspecify.annotations.Nullable;

/** What a function of the language is given in one call. */
public final class Given {
    private final String function;
    private final Run run;
    private final @Nullable Object[] values;
    private final Arguments arguments;

    Given(String function, Run run, @Nullable Object[] values, Arguments arguments) {
        this.function = function;
        this.run = run;
        this.values = values;
        this.arguments = arguments;
    }

    Run run() {
        return run;
    }

    /** {@return the arguments as they were written, without the subject of a filter, test or method} */
    Arguments arguments() {
        return arguments;
    }

    int count() {
        return values.length;
    }

    boolean has(int index) {
        return index < values.length && values[index] != null;
    }

    Object get(int index) {
        Object value = index < values.length ? values[index] : null;
        if (value == null) {
            throw Failure.of(function + "() missing required argument: " + index);
        }
        return value;
    }

    Object or(int index, Object missing) {
        return has(index) ? get(index) : missing;
    }

    /** {@return the argument; None where it is not given} */
    Object orNone(int index) {
        return or(index, None.NONE);
    }

    boolean flag(int index) {
        return has(index) && Truth.of(get(index));
    }

    /** {@return the argument as printed text} */
    String str(int index) {
        return Text.str(get(index), run);
    }

    /** {@return the argument, which must be text} */
    String text(int index) {
        if (get(index) instanceof String text) {
            return text;
        }
        requireDefined(index);
        throw Failure.of(function + "() argument " + index + " must be str, not " + Types.name(get(index)));
    }

    /** {@return the argument, which must be text or None; null if it is None or missing} */
    @Nullable String textOrNull(int index) {
        return orNone(index) instanceof None ? null : text(index);
    }

    private void requireDefined(int index) {
        if (get(index) instanceof Undefined undefined) {
            throw undefined.failure();
        }
    }

    /** {@return the argument, which must be a whole number, within the range of an int} */
    int whole(int index) {
        Object value = get(index);
        if (!Numbers.isWhole(value)) {
            requireDefined(index);
            throw Failure.of("'" + Types.name(value) + "' object cannot be interpreted as an integer");
        }
        return Numbers.clamped(value);
    }

    /** {@return as {@link #whole}, or {@code missing} where it is None or not given} */
    int wholeOr(int index, int missing) {
        return orNone(index) instanceof None ? missing : whole(index);
    }
}
