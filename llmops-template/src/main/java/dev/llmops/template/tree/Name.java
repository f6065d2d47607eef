package dev.llmops.template.tree;

import org.jspecify.annotations.Nullable;

/** A name in one template; every place that uses it has the same object. */
public final class Name {
    private final String text;
    private final int index;
    private final @Nullable Object global;

    /** Creates the name with {@code index}; {@code global} is what it stands for if nothing sets it. */
    public Name(String text, int index, @Nullable Object global) {
        this.text = text;
        this.index = index;
        this.global = global;
    }

    /** {@return how it is written} */
    public String text() {
        return text;
    }

    /** {@return its number among the names of the template, from 0} */
    int index() {
        return index;
    }

    /** {@return what it stands for if nothing sets it} */
    @Nullable Object global() {
        return global;
    }

    @Override
    public String toString() {
        return text;
    }
}
