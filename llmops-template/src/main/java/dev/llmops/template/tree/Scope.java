package dev.llmops.template.tree;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The names that are set in a loop, macro or block, which nobody outside sees. */
final class Scope {
    private final @Nullable Scope outer;
    private Name[] names = new Name[4];
    private Object[] values = new Object[4];
    private int size;

    Scope(@Nullable Scope outer) {
        this.outer = outer;
    }

    @Nullable Scope outer() {
        return outer;
    }

    /** {@return the value of {@code name} here; null if it is not set here} */
    @Nullable Object get(Name name) {
        for (int i = 0; i < size; i++) {
            if (names[i] == name) {
                return values[i];
            }
        }
        return null;
    }

    void set(Name name, Object value) {
        for (int i = 0; i < size; i++) {
            if (names[i] == name) {
                values[i] = value;
                return;
            }
        }
        if (size == names.length) {
            names = Arrays.copyOf(names, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        names[size] = name;
        values[size++] = value;
    }

    /** Forgets everything, for the next turn of a loop. */
    void clear() {
        size = 0;
    }
}
